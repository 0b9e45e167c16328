namespace ActorSim.Actors.Protocol;

/// <summary>The machine, or the work given to it, cannot be as described: the user's input is wrong. The message says what, where
/// and what to do.</summary>
/// <param name="message">One sentence or two.</param>
/// <param name="key">Configuration key at fault, below "actorsim.", so that its reader can name file and line; or null.</param>
public sealed class InvalidSystemException(string message, string? key = null) : Exception(message)
{
    public string? Key { get; } = key;
}
