namespace ActorSim.Tests.Architecture;

/// <summary>A type in one folder refers to one in another.</summary>
internal sealed record FolderEdge(string From, string To, string Example);

/// <summary>What lies directly in one folder: its folders with all that is below them, and its own files together.</summary>
internal sealed class FolderGraph
{
    private const string OwnFiles = ".";
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _references = new(StringComparer.Ordinal);

    public FolderGraph(string folder, IEnumerable<FolderEdge> edges)
    {
        foreach (var edge in edges)
        {
            if (Part(folder, edge.From) is { } from && Part(folder, edge.To) is { } to && from != to)
            {
                Of(from).TryAdd(to, edge.Example);
                Of(to);
            }
        }
    }

    /// <summary>Each pair of parts that reach each other, once, with examples.</summary>
    public IEnumerable<string> Circles()
    {
        foreach (var from in _references.Keys)
        {
            foreach (var (to, example) in _references[from])
            {
                if (string.CompareOrdinal(from, to) < 0 && PathBetween(to, from) is { } back)
                {
                    yield return $"{from} -> {to} ({example}) and back: {back}";
                }
            }
        }
    }

    private static string? Part(string folder, string room) =>
        room == folder ? OwnFiles : room.StartsWith(folder + ".", StringComparison.Ordinal) ? room[(folder.Length + 1)..].Split('.')[0] : null;

    private SortedDictionary<string, string> Of(string part)
    {
        if (!_references.TryGetValue(part, out var references))
        {
            _references[part] = references = new SortedDictionary<string, string>(StringComparer.Ordinal);
        }

        return references;
    }

    private string? PathBetween(string from, string to)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal) { [from] = from };
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var part))
        {
            foreach (var (next, example) in _references[part].Where(r => !paths.ContainsKey(r.Key)))
            {
                paths[next] = $"{paths[part]} -> {next} ({example})";
                if (next == to)
                {
                    return paths[next];
                }

                open.Enqueue(next);
            }
        }

        return null;
    }
}
