using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Protocol;

/// <summary>A unit was sent a message that its protocol does not have.</summary>
public sealed class UnknownMessageException : Exception
{
    private UnknownMessageException(string message)
        : base(message)
    {
    }

    /// <param name="message">What came.</param>
    /// <param name="unit">Whom it came to.</param>
    public static UnknownMessageException Of(TimedMessage message, Unit unit) =>
        new($"'{unit.Name}' does not take messages of type {message.GetType().Name}; src/Actors/Protocol says who sends what to whom");
}
