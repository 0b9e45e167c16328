using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Setup;

/// <summary>Policy parameters of the FR-FCFS controller; defaults are those of the reference runs of the togsim machine.</summary>
public sealed record HbmControllerSpec
{
    /// <summary>Read buffer, requests, 1..64 (the scheduler keeps one machine word of state per buffer).</summary>
    public int ReadBufferEntries { get; init => field = SpecRange.Check(nameof(ReadBufferEntries), value, 1, 64); } = 64;

    /// <summary>Write buffer, requests, 1..64.</summary>
    public int WriteBufferEntries { get; init => field = SpecRange.Check(nameof(WriteBufferEntries), value, 1, 64); } = 64;

    /// <summary>Writes are drained once the write buffer is fuller than this, percent of its entries, 1..100.</summary>
    public int DrainHighPercent { get; init => field = SpecRange.Check(nameof(DrainHighPercent), value, 1, 100); } = 80;

    /// <summary>
    /// Draining ends below this fill if reads wait, percent, 1..100 and not above <see cref="DrainHighPercent"/>. Not 0: no fill is
    /// below it, so draining would never end and reads would starve.
    /// </summary>
    public int DrainLowPercent { get; init => field = SpecRange.Check(nameof(DrainLowPercent), value, 1, 100); } = 20;

    /// <summary>Requests of the front queue that may enter the controller per cycle, 1..16.</summary>
    public int OffersPerCycle { get; init => field = SpecRange.Check(nameof(OffersPerCycle), value, 1, 16); } = 1;

    /// <summary>All-bank refresh every refresh interval, or none at all.</summary>
    public bool Refresh { get; init; } = true;

    internal ChannelQueues Queues => new(
        ReadBufferEntries, WriteBufferEntries, DrainHighPercent, DrainLowPercent, OffersPerCycle, true);

    /// <summary>Checks what holds between fields.</summary>
    /// <exception cref="ArgumentException">The low watermark is above the high one.</exception>
    public void Validate()
    {
        Queues.Validate();
    }
}
