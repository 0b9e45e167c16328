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

/// <summary>The machine, or the work given to it, cannot be as described: the user's input is wrong. The message says what, where
/// and what to do.</summary>
/// <param name="message">One sentence or two.</param>
/// <param name="key">Configuration key at fault, below "actorsim.", so that its reader can name file and line; or null.</param>
public sealed class InvalidSystemException(string message, string? key = null) : Exception(message)
{
    public string? Key { get; } = key;
}
