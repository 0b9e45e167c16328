using Akka.Actor;

namespace ActorSim.Kernel.Model;

/// <summary>A logical process broke the protocol (sent into the past, broke a promise), or the protocol cannot proceed.</summary>
public sealed class SynchronizationException(string message) : Exception(message);

/// <summary>A unit threw at a message: says which one, at what message and time.</summary>
/// <param name="unit">Path of its actor.</param>
/// <param name="message">Type of the message.</param>
/// <param name="time">Its time.</param>
/// <param name="cause">What it threw.</param>
public sealed class UnitFailedException(string unit, string message, SimTime time, Exception cause)
    : Exception($"'{unit}' failed at {message} at time {time}: {cause.GetType().Name}: {cause.Message}", cause)
{
    /// <summary>Path of the unit's actor: "/user/machine/core-3/dma".</summary>
    public string Unit { get; } = unit;

    /// <summary>Simulated time of the message, in ticks.</summary>
    public SimTime Time { get; } = time;

    /// <summary>Whether the cause speaks to the user itself: an exception of the model's own types or of a file (a listener's disk is full), not one of
    /// the runtime's.</summary>
    public bool IsOfTheModel =>
        InnerException is IOException || InnerException!.GetType().Namespace is { } space && space != "System" && !space.StartsWith("System.", StringComparison.Ordinal);
}

/// <summary>The actor of a unit stopped while the simulation ran.</summary>
/// <param name="path">Its path.</param>
public sealed class UnitStoppedException(ActorPath path)
    : Exception($"the actor {path.ToStringWithoutAddress()} stopped in mid-run: its unit cannot go on")
{
    public ActorPath Path { get; } = path;
}
