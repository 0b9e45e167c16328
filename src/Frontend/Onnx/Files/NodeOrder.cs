using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Puts nodes in an order in which every value is computed before it is read; the order of the file where that is one.</summary>
internal static class NodeOrder
{
    public static ImmutableArray<GraphNode> Sort(IReadOnlyList<GraphNode> nodes, OnnxProblems problems)
    {
        var producer = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var output in nodes[i].Outputs.Where(o => o.Length > 0))
            {
                producer[output] = i;
            }
        }

        var waits = new int[nodes.Count];
        var readers = new List<int>[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var input in nodes[i].Reads())
            {
                if (producer.TryGetValue(input, out var from))
                {
                    (readers[from] ??= []).Add(i);
                    waits[i]++;
                }
            }
        }

        return Release(nodes, waits, readers, problems);
    }

    private static ImmutableArray<GraphNode> Release(IReadOnlyList<GraphNode> nodes, int[] waits, List<int>[] readers,
        OnnxProblems problems)
    {
        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < nodes.Count; i++)
        {
            if (waits[i] == 0)
            {
                ready.Enqueue(i, i);
            }
        }

        var sorted = ImmutableArray.CreateBuilder<GraphNode>(nodes.Count);
        while (ready.TryDequeue(out var next, out _))
        {
            sorted.Add(nodes[next]);
            foreach (var reader in readers[next] ?? [])
            {
                if (--waits[reader] == 0)
                {
                    ready.Enqueue(reader, reader);
                }
            }
        }

        if (sorted.Count < nodes.Count)
        {
            var stuck = Enumerable.Range(0, nodes.Count).Where(i => waits[i] > 0).Take(5).Select(i => nodes[i].ToString());
            problems.Add("graph",
                $"is cyclic: {nodes.Count - sorted.Count} nodes wait for each other, among them {string.Join(", ", stuck)}; "
                + "a model is free of cycles");
        }

        return sorted.ToImmutable();
    }
}
