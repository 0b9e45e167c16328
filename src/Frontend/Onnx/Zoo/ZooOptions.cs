using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>Sizes of a model of the zoo; each is a number or a symbol that gets its value when the model is run.</summary>
public sealed record ZooOptions
{
    public Dim Batch { get; init; } = Dim.Symbol("batch");

    /// <summary>Tokens of one call; 1 when decoding unless given.</summary>
    public Dim Sequence { get; init; } = Dim.Symbol("seq");

    /// <summary>Tokens that the cache holds already; decoding only.</summary>
    public Dim Past { get; init; } = Dim.Symbol("past");

    public ZooPhase Phase { get; init; } = ZooPhase.Prefill;

    /// <summary>Type of weights and activations: Float32 or Float16.</summary>
    public OnnxElementType Element { get; init; } = OnnxElementType.Float32;
}

/// <summary>A model of the zoo.</summary>
/// <param name="Name">As the user types it.</param>
/// <param name="Summary">One line: what it is, in which style it is exported.</param>
/// <param name="HasSequence">True if the sequence length means something.</param>
/// <param name="HasPhases">True if there is a step with a cache.</param>
/// <param name="Build">Makes the graph.</param>
public sealed record ZooModel(string Name, string Summary, bool HasSequence, bool HasPhases, Func<ZooOptions, ModelGraph> Build);

/// <summary>The two kinds of step of a language model that is served.</summary>
public enum ZooPhase
{
    /// <summary>The whole prompt at once; fills the cache.</summary>
    Prefill,

    /// <summary>Further tokens against a cache, which is an input of symbolic length.</summary>
    Decode,
}
