namespace ActorSim.Kernel.Model;

/// <summary>Makes one group of all that links without lookahead connect: between groups nothing could be done side by side there.</summary>
internal static class GroupMerge
{
    /// <summary>Numbers the units' groups anew, in the order of their first units.</summary>
    public static void Apply(IReadOnlyList<Unit> units, IReadOnlyList<SingleLink> links, ref int groups)
    {
        var leader = Enumerable.Range(0, groups).ToArray();
        foreach (var link in links)
        {
            if (link.LookaheadTicks == 0)
            {
                leader[Find(leader, link.Source.Group)] = Find(leader, link.Target.Group);
            }
        }

        var numbers = new int[groups];
        groups = 0;
        foreach (var unit in units)
        {
            ref var number = ref numbers[Find(leader, unit.Group)];
            number = number == 0 ? ++groups : number;
            unit.Group = number - 1;
        }
    }

    private static int Find(int[] leader, int group)
    {
        while (leader[group] != group)
        {
            group = leader[group] = leader[leader[group]];
        }

        return group;
    }
}
