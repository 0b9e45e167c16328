namespace ActorSim.Hocon.Syntax;

/// <summary>A text that is not HOCON, a reference that leads nowhere, or a value of the wrong kind. The message starts with the
/// place.</summary>
public sealed class HoconException : Exception
{
    /// <summary>Makes an error at <paramref name="origin"/>.</summary>
    /// <param name="origin">Where the offending text is.</param>
    /// <param name="problem">What was found and what was expected, without the place.</param>
    /// <param name="inner">The error below this one, if any.</param>
    public HoconException(HoconOrigin origin, string problem, Exception? inner = null)
        : base($"{origin}: {problem}", inner) => Origin = origin;

    /// <summary>Where the offending text is.</summary>
    public HoconOrigin Origin { get; }
}
