namespace ActorSim.Frontend.Onnx.Reading;

/// <summary>Bounds of what is read, so that a hostile or damaged file is refused before it costs memory or time.</summary>
public sealed record OnnxReadOptions
{
    public static readonly OnnxReadOptions Default = new();

    /// <summary>Bytes of a model file; the format itself ends below 2 GiB.</summary>
    public long MostFileBytes { get; init; } = int.MaxValue - 64;

    /// <summary>Nodes of a graph.</summary>
    public int MostNodes { get; init; } = 200_000;

    /// <summary>Messages of a file (nodes, attributes, tensors, types, dimensions); each costs about a hundred bytes of memory.</summary>
    public int MostMessages { get; init; } = 8_000_000;

    /// <summary>Bytes of one tensor, stored or computed.</summary>
    public long MostTensorBytes { get; init; } = 1L << 36;

    /// <summary>Problems reported together.</summary>
    public int MostProblems { get; init; } = 25;

    /// <summary>True: external data need not be there; its tensors are weights without data, enough for timing.</summary>
    public bool WithoutWeights { get; init; }
}
