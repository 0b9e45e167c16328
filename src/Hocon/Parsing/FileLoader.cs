using ActorSim.Hocon.Resolving;

namespace ActorSim.Hocon.Parsing;

/// <summary>Reads files, named by an include or by the caller, and refuses a file that includes itself.</summary>
internal sealed class FileLoader
{
    private static readonly string[] Extensions = ["", ".conf", ".json"];

    /// <summary>Parses a file.</summary>
    /// <param name="full">Its absolute path.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="asked">Where it was asked for.</param>
    /// <param name="scope">The files being read and the place of the include in them.</param>
    public RawObject Load(string full, string name, HoconOrigin asked, IncludeScope scope)
    {
        if (scope.Files.Contains(full))
            throw new HoconException(asked, $"file '{name}' includes itself: {string.Join(" -> ", scope.Names)} -> {name}");
        string text;
        try
        {
            text = File.ReadAllText(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HoconException(asked, $"cannot read file '{name}': {e.Message}", e);
        }
        return new Parser(new Cursor(text, name), this, Path.GetDirectoryName(full)!, scope.Enter(full, name)).Document();
    }

    /// <summary>Parses the file of an include, or returns null when there is none and it is not required.</summary>
    public RawObject? Include(string file, string directory, bool isRequired, HoconOrigin asked, IncludeScope scope)
    {
        foreach (var extension in Extensions)
        {
            var full = Path.GetFullPath(file + extension, directory);
            if (File.Exists(full))
                return Load(full, NameBeside(asked.Source, file + extension), asked, scope);
        }
        return isRequired
            ? throw new HoconException(asked, $"required file '{file}' does not exist beside the file that includes it")
            : null;
    }

    // Errors name an included file as the including one was named.
    private static string NameBeside(string including, string file) =>
        Path.IsPathRooted(file) ? file : Path.Combine(Path.GetDirectoryName(including) ?? "", file);
}
