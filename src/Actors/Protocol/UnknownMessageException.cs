using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Protocol;

/// <summary>A unit was sent a message that its protocol does not have.</summary>
public sealed class UnknownMessageException : Exception
{
    private UnknownMessageException(string message)
        : base(message)
    {
    }

    internal static UnknownMessageException Of(TimedMessage message, Unit unit) =>
        new($"'{unit.Name}' does not take messages of type {message.GetType().Name}; src/Actors/Protocol says who sends what to whom");
}
