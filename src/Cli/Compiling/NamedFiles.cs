using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Compiling;

/// <summary>Files for named tensors: FILE is that of the next tensor without a name of its own here, NAME=FILE that of the one named.</summary>
internal static class NamedFiles
{
    /// <summary>The file of each name, in their order; null for those that are given none.</summary>
    /// <param name="option">Where they were given, for messages.</param>
    /// <param name="source">The program's file, for messages.</param>
    /// <param name="given">FILE or NAME=FILE; a path with an equals sign needs its name in front.</param>
    /// <param name="names">The tensors.</param>
    /// <exception cref="InputException">Names are unknown or given twice, or there are too many files; all are named.</exception>
    public static string?[] Assign(string option, string source, IReadOnlyList<string> given, IReadOnlyList<string> names)
    {
        var files = new string?[names.Count];
        var problems = new List<string>();
        var unnamed = new List<string>();
        foreach (var text in given)
        {
            if (text.Length == 0 || text.EndsWith('=')) problems.Add($"'{text}' names no file");
            else if (!text.Contains('=', StringComparison.Ordinal)) unnamed.Add(text);
            else if (Find(text, names) is not { } at) problems.Add($"'{text[..text.IndexOf('=', StringComparison.Ordinal)]}' is none of them");
            else if (files[at] is not null) problems.Add($"'{names[at]}' is given twice");
            else files[at] = text[(names[at].Length + 1)..];
        }

        var free = files.Count(f => f is null);
        if (problems.Count == 0 && unnamed.Count > free) problems.Add($"{unnamed.Count} files without a name are given for {free}");
        var next = 0;
        for (var n = 0; n < files.Length && next < unnamed.Count; n++) files[n] ??= unnamed[next++];
        return problems.Count == 0 ? files : throw new InputException(
            $"{option}: {string.Join("; ", problems)}; {source} has {(names.Count == 0 ? "none" : string.Join(", ", names))}");
    }

    // The longest name that fits: names may hold equals signs, too.
    private static int? Find(string text, IReadOnlyList<string> names)
    {
        int? found = null;
        for (var n = 0; n < names.Count; n++)
        {
            if (text.StartsWith(names[n] + "=", StringComparison.Ordinal) && (found is not { } best || names[best].Length < names[n].Length))
                found = n;
        }

        return found;
    }
}
