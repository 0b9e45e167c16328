namespace ActorSim.Dram.Setup;

/// <summary>Queues of a channel of commands: what all controllers have in common.</summary>
/// <param name="ReadEntries">Places of the read buffer, at least 1.</param>
/// <param name="WriteEntries">Places of the write buffer, at least 1.</param>
/// <param name="DrainHighPercent">Fuller than this, writes are drained.</param>
/// <param name="DrainLowPercent">Emptier than this, they are not if reads wait.</param>
/// <param name="OffersPerCycle">Requests that may enter in a cycle, at least 1.</param>
/// <param name="OneAnswerPerCycle">Whether at most one answer leaves per cycle.</param>
internal readonly record struct ChannelQueues(
    int ReadEntries, int WriteEntries, int DrainHighPercent, int DrainLowPercent, int OffersPerCycle, bool OneAnswerPerCycle)
{
    /// <summary>Fewest buffered writes above the high watermark.</summary>
    public int DrainStartWrites => WriteEntries * DrainHighPercent / 100 + 1;

    /// <summary>Most buffered writes below the low watermark.</summary>
    public int DrainStopWrites => (WriteEntries * DrainLowPercent + 99) / 100 - 1;

    /// <summary>Checks what holds between fields.</summary>
    /// <exception cref="ArgumentException">The low watermark is above the high one.</exception>
    public void Validate()
    {
        if (DrainLowPercent > DrainHighPercent)
        {
            throw new ArgumentException(
                $"{nameof(DrainLowPercent)} = {DrainLowPercent} must be in 1..{DrainHighPercent} ({nameof(DrainHighPercent)}); lower it.");
        }
    }
}
