namespace ActorSim.Hocon.Syntax;

/// <summary>Where a key or value was written.</summary>
/// <param name="Source">File path, or the name given for a text that is not a file.</param>
/// <param name="Line">1-based line; 0 when the value has no place in a text (an environment variable).</param>
/// <param name="Column">1-based column, in UTF-16 units; 0 as for <paramref name="Line"/>.</param>
public readonly record struct HoconOrigin(string Source, int Line, int Column)
{
    /// <summary><c>source:line:column</c>, or only the source when there is no place in it.</summary>
    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}

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
