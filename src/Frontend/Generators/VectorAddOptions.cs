namespace ActorSim.Frontend.Generators;

/// <summary>Z[i] = X[i] + Y[i].</summary>
public sealed record VectorAddOptions
{
    public string Name { get; init; } = "add";

    /// <summary>Elements, 1 or more.</summary>
    public required long Elements { get; init; }

    /// <summary>Elements per work-item, 1 or more.</summary>
    public long Tile { get; init; } = 512;

    public int ElementBits { get; init; } = 32;

    /// <summary>Elements the vector unit handles per cycle, 1 or more (assumed).</summary>
    public int Lanes { get; init; } = 1024;

    /// <summary>Load asynchronously, with a barrier each, instead of synchronously.</summary>
    public bool Async { get; init; }

    /// <summary>What is wrong, each with name, value and range.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        OptionCheck.AtLeast(problems, nameof(Elements), Elements, 1);
        OptionCheck.AtLeast(problems, nameof(Tile), Tile, 1);
        OptionCheck.AtLeast(problems, nameof(Lanes), Lanes, 1);
        OptionCheck.ElementBits(problems, ElementBits);
        OptionCheck.Product(problems, "X", Elements);
        return problems;
    }
}
