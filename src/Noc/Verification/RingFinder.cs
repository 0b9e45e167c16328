namespace ActorSim.Noc.Verification;

/// <summary>Looks for a ring in a directed graph.</summary>
internal static class RingFinder
{
    /// <returns>The members of a ring in order, or null.</returns>
    public static IReadOnlyList<int>? Find(IReadOnlyList<IReadOnlySet<int>> after)
    {
        var left = new int[after.Count];
        foreach (var to in after.SelectMany(set => set))
        {
            left[to]++;
        }

        // What nothing depends on cannot be in a ring; what remains has a predecessor that remains.
        var done = new Stack<int>(Enumerable.Range(0, after.Count).Where(i => left[i] == 0));
        while (done.TryPop(out var free))
        {
            foreach (var to in after[free])
            {
                if (--left[to] == 0)
                {
                    done.Push(to);
                }
            }
        }

        var start = Array.FindIndex(left, count => count > 0);
        return start < 0 ? null : Walk(after, left, start);
    }

    // Backwards over predecessors that remain, until one comes again.
    private static List<int> Walk(IReadOnlyList<IReadOnlySet<int>> after, int[] left, int start)
    {
        var path = new List<int>();
        for (var at = start; !path.Contains(at); at = Predecessor(after, left, at))
        {
            path.Add(at);
        }

        var first = path.IndexOf(Predecessor(after, left, path[^1]));
        var ring = path.GetRange(first, path.Count - first);
        ring.Reverse();
        return ring;
    }

    private static int Predecessor(IReadOnlyList<IReadOnlySet<int>> after, int[] left, int at)
    {
        var i = 0;
        while (left[i] == 0 || !after[i].Contains(at))
        {
            i++;
        }

        return i;
    }
}
