namespace ActorSim.Frontend.Generators;

/// <summary>Layer norm of X + residual over the columns, in two phases: statistics of whole rows, then normalised tiles.</summary>
public sealed record LayerNormOptions
{
    public string Name { get; init; } = "layernorm";

    public required long Rows { get; init; }

    public required long Columns { get; init; }

    /// <summary>Rows per work-item and columns per step of the statistics; elements, 1 or more.</summary>
    public long StatisticsRows { get; init; } = 128;

    public long StatisticsColumns { get; init; } = 64;

    /// <summary>Tile of a normalising work-item; elements, 1 or more.</summary>
    public long TileRows { get; init; } = 64;

    public long TileColumns { get; init; } = 64;

    public int ElementBits { get; init; } = 32;

    /// <summary>Cycles of every vector operation; the reference's example uses 128 for all.</summary>
    public long VectorCycles { get; init; } = 128;

    /// <summary>Normalising work-items wait for the statistics of their rows. The reference's stream cannot say so and does not.</summary>
    public bool Dependencies { get; init; } = true;

    /// <summary>What is wrong, each with name, value and range.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        foreach ((string name, long value) in new[]
        {
            (nameof(Rows), Rows), (nameof(Columns), Columns), (nameof(StatisticsRows), StatisticsRows),
            (nameof(StatisticsColumns), StatisticsColumns), (nameof(TileRows), TileRows), (nameof(TileColumns), TileColumns),
        })
            OptionCheck.AtLeast(problems, name, value, 1);
        OptionCheck.AtLeast(problems, nameof(VectorCycles), VectorCycles, 0);
        OptionCheck.ElementBits(problems, ElementBits);
        OptionCheck.Product(problems, "X", Rows, Columns);
        return problems;
    }
}
