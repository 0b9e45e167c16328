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
