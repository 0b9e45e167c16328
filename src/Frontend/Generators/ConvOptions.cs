namespace ActorSim.Frontend.Generators;

/// <summary>2-D convolution: X[batch, height, width, channels] with F[kernel height, kernel width, channels, filters] to
/// Y[batch, out height, out width, filters].</summary>
public sealed record ConvOptions
{
    public string Name { get; init; } = "conv";

    /// <summary>Sizes in elements, 1 or more.</summary>
    public long Batch { get; init; } = 1;

    public required long Height { get; init; }

    public required long Width { get; init; }

    public required long Channels { get; init; }

    public required long Filters { get; init; }

    public long KernelHeight { get; init; } = 3;

    public long KernelWidth { get; init; } = 3;

    /// <summary>Steps between outputs, 1 or more.</summary>
    public long Stride { get; init; } = 1;

    /// <summary>Zeros around the image on every side, 0 or more and less than the kernel.</summary>
    public long Padding { get; init; }

    /// <summary>Output tile of a work-item; elements, 1 or more.</summary>
    public long TileHeight { get; init; } = 8;

    public long TileWidth { get; init; } = 16;

    public int ElementBits { get; init; } = 32;

    public SystolicCost Cost { get; init; } = new();

    /// <summary>Cycles to clear a tile of Y on the vector unit (as for gemm).</summary>
    public long InitCycles { get; init; } = 256;

    public long OutHeight => (Height + 2 * Padding - KernelHeight) / Stride + 1;

    public long OutWidth => (Width + 2 * Padding - KernelWidth) / Stride + 1;

    /// <summary>What is wrong, each with name, value and range.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        foreach ((string name, long value) in new[]
        {
            (nameof(Batch), Batch), (nameof(Height), Height), (nameof(Width), Width), (nameof(Channels), Channels),
            (nameof(Filters), Filters), (nameof(KernelHeight), KernelHeight), (nameof(KernelWidth), KernelWidth), (nameof(Stride), Stride),
            (nameof(TileHeight), TileHeight), (nameof(TileWidth), TileWidth),
        })
            OptionCheck.AtLeast(problems, name, value, 1);
        OptionCheck.AtLeast(problems, nameof(Padding), Padding, 0);
        OptionCheck.AtMost(problems, nameof(Padding), Padding, Math.Min(KernelHeight, KernelWidth) - 1);
        OptionCheck.AtMost(problems, nameof(KernelHeight), KernelHeight, Height + 2 * Padding);
        OptionCheck.AtMost(problems, nameof(KernelWidth), KernelWidth, Width + 2 * Padding);
        OptionCheck.AtLeast(problems, nameof(InitCycles), InitCycles, 0);
        OptionCheck.ElementBits(problems, ElementBits);
        OptionCheck.Product(problems, "X", Batch, Height, Width, Channels);
        OptionCheck.Product(problems, "F", KernelHeight, KernelWidth, Channels, Filters);
        OptionCheck.Product(problems, "Y", Batch, Height + 2 * Padding, Width + 2 * Padding, Filters);
        Cost.Check(problems);
        return problems;
    }
}
