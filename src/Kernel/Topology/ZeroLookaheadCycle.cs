namespace ActorSim.Kernel;

/// <summary>Finds a cycle of links without lookahead: conservative synchronization would deadlock on it.</summary>
internal static class ZeroLookaheadCycle
{
    /// <exception cref="ArgumentException">There is one; the message names its processes in order.</exception>
    public static void Refuse(IReadOnlyList<LogicalProcess> processes)
    {
        var finished = new bool[processes.Count];
        var place = new int[processes.Count];
        var path = new List<(LogicalProcess Process, int NextOutput)>();
        foreach (var root in processes)
        {
            if (!finished[root.Index])
            {
                Walk(root, path, place, finished);
            }
        }
    }

    // Depth first over links of zero lookahead; place is 1 + the position on the present path.
    private static void Walk(LogicalProcess root, List<(LogicalProcess Process, int NextOutput)> path, int[] place, bool[] finished)
    {
        path.Clear();
        Enter(root, path, place);
        while (path.Count > 0)
        {
            var (process, output) = path[^1];
            if (output == process.Outputs.Count)
            {
                finished[process.Index] = true;
                place[process.Index] = 0;
                path.RemoveAt(path.Count - 1);
                continue;
            }

            path[^1] = (process, output + 1);
            var link = process.Outputs[output];
            if (link.LookaheadTicks > 0 || finished[link.Target.Index])
            {
                continue;
            }

            if (place[link.Target.Index] > 0)
            {
                var cycle = path.Skip(place[link.Target.Index] - 1).Select(p => p.Process.Name).Append(link.Target.Name);
                throw new ArgumentException($"a cycle of links has no lookahead: {string.Join(" -> ", cycle)}");
            }

            Enter(link.Target, path, place);
        }
    }

    private static void Enter(LogicalProcess process, List<(LogicalProcess Process, int NextOutput)> path, int[] place)
    {
        path.Add((process, 0));
        place[process.Index] = path.Count;
    }
}
