using ActorSim.Dram.Devices;
using ActorSim.Dram.Energy;
using ActorSim.Dram.Replay;

namespace ActorSim.Cli.Dram;

/// <summary>A finished replay with the statistics of its channels, and what follows from them.</summary>
internal sealed record ReplayReport(ReplayMemory Plan, string Trace, int Offers, ReplayResult Result, IReadOnlyList<DramChannelStats> Channels)
{
    /// <summary>Simulated time.</summary>
    public double Seconds => Result.Cycles * (Plan.Standard.TckPs * 1e-12);

    /// <summary>64 bytes per line over the time.</summary>
    public double BytesPerSecond => Seconds > 0 ? Result.Lines * DramTraceLine.Bytes / Seconds : 0;

    /// <summary>Mean number of requests in a channel's buffers.</summary>
    public double MeanOccupancy => Result.Cycles > 0 ? (double)Sum(c => c.QueueOccupancyCycles) / Result.Cycles / Channels.Count : 0;

    /// <summary>Energies per command; null: there is no data for the standard.</summary>
    public DramEnergy? Energy { get; } = DramEnergy.Of(Plan.Standard);

    /// <summary>Of one channel; null without data.</summary>
    public EnergyBreakdown? JoulesOf(DramChannelStats channel) => Energy?.Joules(channel, Result.Cycles);

    /// <summary>Of all channels; null without data.</summary>
    public EnergyBreakdown? Joules => Energy is null ? null : Channels.Aggregate(default(EnergyBreakdown), (sum, c) => sum + JoulesOf(c)!.Value);

    public long Sum(Func<DramChannelStats, long> of) => Channels.Sum(of);
}
