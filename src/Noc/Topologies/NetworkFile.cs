using System.Globalization;

namespace ActorSim.Noc.Topologies;

/// <summary>
/// Reads a list of routers and links in BookSim's anynet form, one line per router or node:
/// <c>router 0 node 0 node 1 router 1 5 router 2</c>. A number behind a router is the latency of the link to it (1 if there is none); the link
/// back has latency 1 unless its own line says otherwise. <c>#</c> starts a comment.
/// </summary>
public sealed class NetworkFile
{
    private readonly string _path;
    private readonly SortedDictionary<int, int> _routerOf = [];
    private readonly SortedDictionary<(int From, int To), int> _links = [];
    private readonly SortedSet<int> _routers = [];
    private readonly HashSet<(int From, int To)> _given = [];
    private int _line;

    private NetworkFile(string path) => _path = path;

    /// <param name="path">For messages.</param>
    /// <exception cref="NocException">A line is not understood, a node is placed twice or not at all, or a link is given twice.</exception>
    public static NocTopology Read(string path, TextReader text)
    {
        var file = new NetworkFile(path);
        while (text.ReadLine() is { } line)
        {
            file._line++;
            file.Parse(line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }

        return file.Build();
    }

    private void Parse(string[] words)
    {
        if (words.Length == 0)
        {
            return;
        }

        var isRouter = IsRouter(words[0]);
        var head = Number(words, 1);
        if (isRouter)
        {
            _routers.Add(head);
        }

        for (var i = 2; i < words.Length; i += 2)
        {
            var other = Number(words, i + 1);
            if (!IsRouter(words[i]))
            {
                Place(isRouter ? other : throw Error($"node {head} is attached to node {other}; a node needs a router"), head);
            }
            else if (!isRouter)
            {
                Place(head, other);
            }
            else
            {
                i += AddLink(head, other, words, i + 2);
            }
        }
    }

    private int AddLink(int from, int to, string[] words, int at)
    {
        var hasLatency = at < words.Length && words[at] is not ("router" or "node");
        var latency = hasLatency ? Number(words, at, "latency") : 1;
        if (latency < 1)
        {
            throw Error($"the link from router {from} to router {to} has latency {latency}; it must be at least 1 cycle");
        }

        if (!_given.Add((from, to)))
        {
            throw Error($"the link from router {from} to router {to} is given twice");
        }

        _routers.Add(to);
        _links[(from, to)] = latency;
        _links.TryAdd((to, from), 1);
        return hasLatency ? 1 : 0;
    }

    private void Place(int node, int router)
    {
        _routers.Add(router);
        if (!_routerOf.TryAdd(node, router))
        {
            throw Error($"node {node} is placed twice, at router {_routerOf[node]} and at router {router}");
        }
    }

    private NocTopology Build()
    {
        if (_routerOf.Count == 0)
        {
            throw new NocException($"{_path}: no node is placed; write lines such as 'router 0 node 0 router 1 5'");
        }

        Contiguous(_routers, "router", "no line names it");
        Contiguous(_routerOf.Keys, "node", "it is placed at no router");
        return FreeTopology.Create(_path, _routers.Count, [.. _routerOf.Values], _links.Select(l => new FreeLink(l.Key.From, l.Key.To, l.Value)));
    }

    private void Contiguous(IEnumerable<int> numbers, string what, string missing)
    {
        var expected = 0;
        foreach (var number in numbers)
        {
            if (number != expected)
            {
                throw new NocException($"{_path}: {what} {expected} is missing ({missing}); {what}s are numbered from 0 without gaps");
            }

            expected++;
        }
    }

    private bool IsRouter(string word) => word switch
    {
        "router" => true,
        "node" => false,
        _ => throw Error($"'{word}' is neither 'router' nor 'node'"),
    };

    private int Number(string[] words, int at, string what = "number")
    {
        if (at >= words.Length)
        {
            throw Error($"a number is missing behind '{words[^1]}'");
        }

        var isNumber = int.TryParse(words[at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        return isNumber && (number >= 0 || what == "latency") ? number : throw Error($"'{words[at]}' is not a {what}");
    }

    private NocException Error(string what) => new($"{_path}:{_line}: {what}");
}
