namespace ActorSim.Dram.Devices;

/// <summary>One DRAM channel behind its unbounded front queue. Times are DRAM cycles of this channel.</summary>
public interface IDramDevice
{
    /// <summary>
    /// A request joins the front queue in <paramref name="cycle"/> (non-decreasing over calls, at least the last horizon of
    /// <see cref="Advance"/>; -1 is allowed at the start); it can be offered to the controller from <paramref name="cycle"/> + 1 on.
    /// <paramref name="address"/> is channel-local (channel bits removed), in bytes, request aligned, not negative;
    /// <paramref name="tag"/> is handed back with the completion.
    /// </summary>
    void Enqueue(long cycle, long address, int tag, bool isWrite);

    /// <summary>
    /// Runs all cycles before <paramref name="horizon"/> (nothing further will be enqueued with a cycle below it) and appends the
    /// completions that leave in them, in order of their cycle; at most one leaves per cycle. Later ones that nothing can change any
    /// more may be among them. A lower horizon than before does nothing.
    /// </summary>
    void Advance(long horizon, ref CompletionBuffer completions);

    /// <summary>
    /// A lower bound of the next cycle in which this channel does something given what it holds; <see cref="long.MaxValue"/> when
    /// nothing at all is pending. Refresh and row closing while idle do not count.
    /// </summary>
    long NextCycle { get; }

    /// <summary>
    /// No completion that is not yet handed out can have a cycle below this if nothing arrives before <paramref name="horizon"/>
    /// (cycles, at least the last horizon of <see cref="Advance"/>): the promise the host may give.
    /// </summary>
    long EarliestCompletion(long horizon);

    /// <summary>The run ended in <paramref name="cycle"/>, after all completions: counters stand as of then, however far ahead of it
    /// the last horizon was. Nothing may follow.</summary>
    void Close(long cycle);

    /// <summary>Counters up to the last horizon, or to where the device was closed; the object is live and owned by the device.</summary>
    DramChannelStats Stats { get; }
}
