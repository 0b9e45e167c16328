namespace ActorSim.Frontend.Generators;

/// <summary>C[M,N] = A[M,K] B[K,N], row-major.</summary>
public sealed record GemmOptions
{
    public string Name { get; init; } = "gemm";

    /// <summary>Sizes in elements, 1 or more.</summary>
    public required long M { get; init; }

    public required long N { get; init; }

    public required long K { get; init; }

    /// <summary>Tile of a work-item: TileM x TileN of C, and the step along K; elements, 1 or more; at most the size is used.</summary>
    public required long TileM { get; init; }

    public required long TileN { get; init; }

    public required long TileK { get; init; }

    /// <summary>Subtile of one transfer and one array operation; elements, 1 or more.</summary>
    public long SubtileM { get; init; } = 128;

    public long SubtileN { get; init; } = 128;

    public long SubtileK { get; init; } = 128;

    public int ElementBits { get; init; } = 32;

    public SystolicCost Cost { get; init; } = new();

    /// <summary>Cycles to clear a tile of C on the vector unit. The reference uses 256 whatever the tile.</summary>
    public long InitCycles { get; init; } = 256;

    /// <summary>Tensor names; null means the kernel's name with .A, .B, .C.</summary>
    public string? TensorA { get; init; }

    public string? TensorB { get; init; }

    public string? TensorC { get; init; }

    /// <summary>What is wrong, each with name, value and range.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        foreach ((string name, long value) in new[]
        {
            (nameof(M), M), (nameof(N), N), (nameof(K), K), (nameof(TileM), TileM), (nameof(TileN), TileN), (nameof(TileK), TileK),
            (nameof(SubtileM), SubtileM), (nameof(SubtileN), SubtileN), (nameof(SubtileK), SubtileK),
        })
            OptionCheck.AtLeast(problems, name, value, 1);
        OptionCheck.AtMost(problems, nameof(SubtileK), SubtileK, Cost.Rows);
        OptionCheck.AtMost(problems, nameof(SubtileN), SubtileN, Cost.Columns);
        OptionCheck.AtLeast(problems, nameof(InitCycles), InitCycles, 0);
        OptionCheck.ElementBits(problems, ElementBits);
        OptionCheck.Product(problems, "A", M, K);
        OptionCheck.Product(problems, "B", K, N);
        OptionCheck.Product(problems, "C", M, N);
        Cost.Check(problems);
        return problems;
    }
}
