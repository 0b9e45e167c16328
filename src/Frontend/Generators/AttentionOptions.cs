namespace ActorSim.Frontend.Generators;

/// <summary>O = softmax(Q K^T) V per head; Q, K, V, O are [heads, length, head size], row-major.</summary>
public sealed record AttentionOptions
{
    public string Name { get; init; } = "attention";

    /// <summary>Sizes in elements, 1 or more.</summary>
    public required long Heads { get; init; }

    public required long QueryLength { get; init; }

    public required long KeyLength { get; init; }

    public required long HeadSize { get; init; }

    /// <summary>Queries per work-item and keys per step; elements, 1 or more.</summary>
    public long TileQueries { get; init; } = 128;

    public long TileKeys { get; init; } = 128;

    public int ElementBits { get; init; } = 32;

    public SystolicCost Cost { get; init; } = new();

    /// <summary>Elements the vector unit handles per cycle, 1 or more (assumed).</summary>
    public int Lanes { get; init; } = 1024;

    /// <summary>Vector operations per element of the running softmax, 1 or more (assumed: exponential, maximum, sum, scaling).</summary>
    public int SoftmaxOperations { get; init; } = 8;

    /// <summary>What is wrong, each with name, value and range.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        foreach ((string name, long value) in new[]
        {
            (nameof(Heads), Heads), (nameof(QueryLength), QueryLength), (nameof(KeyLength), KeyLength), (nameof(HeadSize), HeadSize),
            (nameof(TileQueries), TileQueries), (nameof(TileKeys), TileKeys), (nameof(Lanes), Lanes),
            (nameof(SoftmaxOperations), SoftmaxOperations),
        })
            OptionCheck.AtLeast(problems, name, value, 1);
        OptionCheck.ElementBits(problems, ElementBits);
        OptionCheck.Product(problems, "Q", Heads, QueryLength, HeadSize);
        OptionCheck.Product(problems, "K", Heads, KeyLength, HeadSize);
        Cost.Check(problems);
        return problems;
    }
}
