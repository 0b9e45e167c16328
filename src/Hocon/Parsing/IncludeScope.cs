namespace ActorSim.Hocon.Parsing;

/// <summary>The chain of files being read, and the keys under which the innermost is included.</summary>
internal sealed record IncludeScope(IReadOnlyList<string> Files, IReadOnlyList<string> Names, IReadOnlyList<string> Prefix)
{
    public static IncludeScope Outermost { get; } = new([], [], []);

    public IncludeScope Enter(string full, string name) => this with { Files = [.. Files, full], Names = [.. Names, name] };

    public IncludeScope Under(IReadOnlyList<string> prefix) => this with { Prefix = prefix };
}
