namespace ActorSim.Kernel;

/// <summary>What the kernel counted in one run.</summary>
/// <param name="Events">Events handled by all processes.</param>
/// <param name="Messages">Batches that crossed between actors; 0 in a sequential run.</param>
/// <param name="NullMessages">Of these, promises without events.</param>
/// <param name="EndTime">Time of the last event.</param>
/// <param name="Cancelled">True when the run was ended from outside before it was out of events.</param>
public sealed record RunSummary(long Events, long Messages, long NullMessages, SimTime EndTime, bool Cancelled);
