using System.Text;
using ActorSim.Hocon.Resolving;
using ActorSim.Hocon.Syntax;

namespace ActorSim.Hocon.Parsing;

/// <summary>Reads files, named by an include or by the caller, and refuses a file that includes itself.</summary>
internal sealed class FileLoader
{
    private const int MostCharacters = 16 << 20;
    private const int MostFiles = 1000;
    private static readonly string[] Extensions = ["", ".conf", ".json"];
    private long _characters;
    private int _files;

    /// <summary>Parses a file.</summary>
    /// <param name="full">Its absolute path.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="asked">Where it was asked for.</param>
    /// <param name="scope">The files being read and the place of the include in them.</param>
    public RawObject Load(string full, string name, HoconOrigin asked, IncludeScope scope)
    {
        if (scope.Files.Contains(full))
            throw new HoconException(asked, $"file '{name}' includes itself: {string.Join(" -> ", scope.Names)} -> {name}");
        var text = Read(full, name, asked);
        return new Parser(new Cursor(text, name), this, Path.GetDirectoryName(full)!, scope.Enter(full, name)).Document();
    }

    /// <summary>Parses the file of an include, or returns null when there is none and it is not required.</summary>
    public RawObject? Include(string file, string directory, bool isRequired, HoconOrigin asked, IncludeScope scope)
    {
        foreach (var extension in Extensions)
        {
            var full = FullPath(file + extension, directory, asked);
            if (extension.Length == 0 && Directory.Exists(full))
                throw new HoconException(asked, $"included file '{file}' is a folder");
            if (!File.Exists(full))
                continue;
            if (IsSpecial(full, file + extension, asked))
                throw new HoconException(asked, $"included file '{file + extension}' is no regular file (a device or a pipe)");
            return Load(full, NameBeside(asked.Source, file + extension), asked, scope);
        }
        return isRequired
            ? throw new HoconException(asked, $"required file '{file}' does not exist beside the file that includes it")
            : null;
    }

    private static bool IsSpecial(string full, string name, HoconOrigin asked)
    {
        try
        {
            return SpecialFile.Is(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HoconException(asked, $"cannot read included file '{name}': {e.Message}", e);
        }
    }

    private string Read(string full, string name, HoconOrigin asked)
    {
        if (++_files > MostFiles)
            throw new HoconException(asked, $"more than {MostFiles} files are included; file '{name}' is the first too many");
        try
        {
            using var reader = new StreamReader(new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read, 1));
            var text = new StringBuilder();
            var chunk = new char[1 << 14];
            for (int read; (read = reader.Read(chunk)) > 0;)
            {
                _characters += read;
                if (_characters > MostCharacters)
                    throw new HoconException(asked, $"file '{name}' and those read before it have more than {MostCharacters} characters, the most of a configuration");
                text.Append(chunk, 0, read);
            }
            return text.ToString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HoconException(asked, $"cannot read file '{name}': {e.Message}", e);
        }
    }

    private static string FullPath(string file, string directory, HoconOrigin asked)
    {
        try
        {
            return Path.GetFullPath(file, directory);
        }
        catch (ArgumentException e)
        {
            throw new HoconException(asked, "the name of the included file holds a NUL character", e);
        }
    }

    // Errors name an included file as the including one was named.
    private static string NameBeside(string including, string file) =>
        Path.IsPathRooted(file) ? file : Path.Combine(Path.GetDirectoryName(including) ?? "", file);
}
