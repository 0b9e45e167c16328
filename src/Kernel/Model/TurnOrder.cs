namespace ActorSim.Kernel.Model;

/// <summary>The turns that units take within one time when links without lookahead make it matter.</summary>
internal static class TurnOrder
{
    /// <summary>A rank per unit, such that every link without lookahead leads to a higher one; null when there is no such
    /// link.</summary>
    public static int[]? Ranks(Topology topology)
    {
        var missing = new int[topology.Units.Count];
        var any = false;
        foreach (var link in topology.Links)
        {
            if (link.LookaheadTicks == 0)
            {
                missing[link.Target.Index]++;
                any = true;
            }
        }

        return any ? Sort(topology, missing) : null;
    }

    // The links without lookahead have no cycle (ZeroLookaheadCycle), so that everybody's turn comes.
    private static int[] Sort(Topology topology, int[] missing)
    {
        var ranks = new int[missing.Length];
        var ready = new Queue<Unit>(topology.Units.Where(p => missing[p.Index] == 0));
        for (var rank = 0; ready.TryDequeue(out var unit); rank++)
        {
            ranks[unit.Index] = rank;
            foreach (var link in unit.Outputs.OfType<SingleLink>())
            {
                if (link.LookaheadTicks == 0 && --missing[link.Target.Index] == 0)
                {
                    ready.Enqueue(link.Target);
                }
            }
        }

        return ranks;
    }
}
