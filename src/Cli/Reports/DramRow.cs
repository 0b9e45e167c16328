using ActorSim.Dram.Devices;
using ActorSim.Dram.Energy;

namespace ActorSim.Cli.Reports;

/// <summary>A channel's counters, and what follows from them.</summary>
internal sealed record DramRow(int Index, DramChannelStats Stats, RunReport Run)
{
    /// <summary>Read requests served, those answered from the write buffer included.</summary>
    public long Reads => Stats.Reads + Stats.ForwardedReads;

    /// <summary>Write requests taken, those absorbed by the write buffer included.</summary>
    public long Writes => Stats.Writes + Stats.CoalescedWrites;

    public double BusUtilisation => Run.DramCycles > 0 ? Stats.BusyDataCycles / Run.DramCycles : 0;

    /// <summary>Energy of the run; null without data.</summary>
    public EnergyBreakdown? Joules => Run.Energy?.Joules(Stats, Run.DramCycles);

    public double MeanReadLatency => Reads > 0 ? (double)Stats.ReadLatencySumCycles / Reads : 0;
}
