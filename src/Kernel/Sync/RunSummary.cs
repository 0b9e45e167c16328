namespace ActorSim.Kernel;

/// <summary>What the kernel counted in one run.</summary>
/// <param name="Events">Events handled by all processes.</param>
/// <param name="Messages">Batches and promises that crossed between actors; 0 in a sequential run.</param>
/// <param name="NullMessages">Of these, promises without events.</param>
/// <param name="EndTime">Time of the last event.</param>
/// <param name="Cancelled">True when the run was ended from outside before it was out of events.</param>
public sealed record RunSummary(long Events, long Messages, long NullMessages, SimTime EndTime, bool Cancelled)
{
    /// <summary>Times at which all processes stood still and a global bound let them go on: windows, or jumps over quiet time.</summary>
    public long Rounds { get; init; }

    /// <summary>The synchronizer that ended the run (of interest after `auto`).</summary>
    public string Synchronizer { get; init; } = "";
}
