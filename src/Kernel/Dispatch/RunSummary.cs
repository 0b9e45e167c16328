using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Dispatch;

/// <summary>What the kernel counted in one run.</summary>
/// <param name="Messages">Timed messages handled by all units.</param>
/// <param name="Activations">Times that an actor was invoked with one or more of them.</param>
/// <param name="EndTime">Time of the last message.</param>
/// <param name="Cancelled">True when the run was ended from outside before it was out of messages.</param>
public sealed record RunSummary(long Messages, long Activations, SimTime EndTime, bool Cancelled)
{
    /// <summary>Times at which all units stood still and a bound let them go on; 0 in a sequential run.</summary>
    public long Rounds { get; init; }

    /// <summary>The synchronizer that ran it (of interest after `auto`).</summary>
    public string Synchronizer { get; init; } = "";

    /// <summary>Why `auto` chose it; empty if it was named.</summary>
    public string Reason { get; init; } = "";
}
