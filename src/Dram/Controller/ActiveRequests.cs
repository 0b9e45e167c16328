namespace ActorSim.Dram.Controller;

/// <summary>
/// Requests whose row was opened for them and which wait for their RD or WR, at most one per bank: by the cycle in which they were accepted,
/// of equals in the order of their ACTs.
/// </summary>
internal sealed unsafe class ActiveRequests(RequestSlot* slots, CommandClock clock)
{
    private readonly int[] _order = new int[clock.Count];
    private readonly bool[] _inLane = new bool[clock.Count];
    private readonly int[] _inRank = new int[clock.Ranks];

    public int Count { get; private set; }

    public bool InLane(int lane) => _inLane[lane];

    public bool InRank(int rank) => _inRank[rank] != 0;

    public void Add(int slot)
    {
        var at = Count++;
        for (; at > 0 && slots[_order[at - 1]].Arrive > slots[slot].Arrive; at--) _order[at] = _order[at - 1];
        _order[at] = slot;
        _inLane[slots[slot].Lane] = true;
        _inRank[clock.RankOf[slots[slot].Lane]]++;
    }

    /// <summary>Takes the first whose time has come; -1 and the earliest time of all if there is none.</summary>
    public int TakeReady(int t, out int next)
    {
        next = int.MaxValue;
        for (var i = 0; i < Count; i++)
        {
            var slot = _order[i];
            var lane = slots[slot].Lane;
            var time = slots[slot].IsWrite ? clock.Write[lane] : clock.Read[lane];
            if (time > t)
            {
                next = Math.Min(next, time);
                continue;
            }

            Count--;
            for (; i < Count; i++) _order[i] = _order[i + 1];
            _inLane[lane] = false;
            _inRank[clock.RankOf[lane]]--;
            return slot;
        }

        return -1;
    }
}
