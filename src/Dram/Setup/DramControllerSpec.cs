using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Setup;

/// <summary>Queues and policies of a command-level controller; names are those of the catalogs in Policies/.</summary>
public sealed record DramControllerSpec
{
    /// <summary>Most entries of a buffer.</summary>
    public const int MaxEntries = 4096;

    /// <summary>Read buffer, requests, 1..4096.</summary>
    public int ReadBufferEntries { get; init => field = SpecRange.Check(nameof(ReadBufferEntries), value, 1, MaxEntries); } = 64;

    /// <summary>Write buffer, requests, 1..4096.</summary>
    public int WriteBufferEntries { get; init => field = SpecRange.Check(nameof(WriteBufferEntries), value, 1, MaxEntries); } = 64;

    /// <summary>Writes are drained once the write buffer is fuller than this, percent of its entries, 1..100.</summary>
    public int DrainHighPercent { get; init => field = SpecRange.Check(nameof(DrainHighPercent), value, 1, 100); } = 80;

    /// <summary>Draining ends below this fill if reads wait, percent, 1..<see cref="DrainHighPercent"/>.</summary>
    public int DrainLowPercent { get; init => field = SpecRange.Check(nameof(DrainLowPercent), value, 1, 100); } = 20;

    /// <summary>Requests of the front queue that may enter the controller per cycle, 1..4096.</summary>
    public int OffersPerCycle { get; init => field = SpecRange.Check(nameof(OffersPerCycle), value, 1, MaxEntries); } = 1;

    /// <summary>
    /// Whether one answer leaves per cycle, as through the port of a machine's interconnect; otherwise each leaves when it is ready
    /// (reads still in the order in which they were served).
    /// </summary>
    public bool OneAnswerPerCycle { get; init; } = true;

    /// <summary>A name of <see cref="SchedulerCatalog"/>.</summary>
    public string Scheduler { get; init; } = SchedulerCatalog.FrFcfs;

    /// <summary>Of the scheduler fr-fcfs-row-hit: column commands to an open row after which waiting hits no longer protect it; 0: never.</summary>
    public int RowHitCap { get; init => field = SpecRange.Check(nameof(RowHitCap), value, 0, 1 << 20); }

    /// <summary>A name of <see cref="RowPolicyCatalog"/>.</summary>
    public string RowPolicy { get; init; } = RowPolicyCatalog.Open;

    /// <summary>Of the row policy timeout: cycles from the last command to a row to its close, 1..2^20.</summary>
    public int RowTimeoutCycles { get; init => field = SpecRange.Check(nameof(RowTimeoutCycles), value, 1, 1 << 20); } = 128;

    /// <summary>A name of <see cref="RefreshCatalog"/>.</summary>
    public string Refresh { get; init; } = RefreshCatalog.AllBank;

    /// <summary>A name of <see cref="AddressMapCatalog"/>, or a permutation of Ro, Ra, Pc, Bg, Ba, Co.</summary>
    public string AddressMap { get; init; } = AddressMapCatalog.RoBaRaCoCh;

    internal ChannelQueues Queues => new(
        ReadBufferEntries, WriteBufferEntries, DrainHighPercent, DrainLowPercent, OffersPerCycle, OneAnswerPerCycle);

    /// <summary>Checks names and what holds between fields.</summary>
    /// <exception cref="ArgumentException">An unknown name (the nearest known one is named), or the low watermark above the high one.</exception>
    public void Validate()
    {
        Queues.Validate();
        NearestName.Require("scheduler", Scheduler, SchedulerCatalog.Names);
        NearestName.Require("row policy", RowPolicy, RowPolicyCatalog.Names);
        NearestName.Require("refresh policy", Refresh, RefreshCatalog.Names);
        AddressMapCatalog.Check(AddressMap);
    }
}

/// <summary>A standard with the queues and policies that belong to its name.</summary>
public sealed record DramSetup(DramStandard Standard, DramControllerSpec Controller)
{
    /// <summary>
    /// Block of addresses that a replay keeps in one channel, bytes, a power of two from 64: 256, as AMD's processors and graphics cards
    /// interleave theirs (AMD, Processor Programming Reference for family 17h: interleaving from address bit 8). A machine has its channel map.
    /// </summary>
    public int InterleaveBytes { get; init; } = 256;
}
