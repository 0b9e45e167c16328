namespace ActorSim.Kernel.Model;

/// <summary>Finds a cycle of links without lookahead: conservative synchronization would deadlock on it.</summary>
internal static class ZeroLookaheadCycle
{
    /// <exception cref="ArgumentException">There is one; the message names its units in order.</exception>
    public static void Refuse(IReadOnlyList<Unit> units)
    {
        var finished = new bool[units.Count];
        var place = new int[units.Count];
        var path = new List<(Unit Unit, int NextOutput)>();
        foreach (var root in units)
        {
            if (!finished[root.Index])
            {
                Walk(root, path, place, finished);
            }
        }
    }

    // Depth first over links of zero lookahead; place is 1 + the position on the present path.
    private static void Walk(Unit root, List<(Unit Unit, int NextOutput)> path, int[] place, bool[] finished)
    {
        path.Clear();
        Enter(root, path, place);
        while (path.Count > 0)
        {
            var (unit, output) = path[^1];
            if (output == unit.Outputs.Count)
            {
                finished[unit.Index] = true;
                place[unit.Index] = 0;
                path.RemoveAt(path.Count - 1);
                continue;
            }

            path[^1] = (unit, output + 1);
            if (unit.Outputs[output] is not SingleLink { LookaheadTicks: 0 } link || finished[link.Target.Index])
            {
                continue;
            }

            if (place[link.Target.Index] > 0)
            {
                var cycle = path.Skip(place[link.Target.Index] - 1).Select(p => p.Unit.Name).Append(link.Target.Name);
                throw new ArgumentException($"a cycle of links has no lookahead: {string.Join(" -> ", cycle)}");
            }

            Enter(link.Target, path, place);
        }
    }

    private static void Enter(Unit unit, List<(Unit Unit, int NextOutput)> path, int[] place)
    {
        path.Add((unit, 0));
        place[unit.Index] = path.Count;
    }
}
