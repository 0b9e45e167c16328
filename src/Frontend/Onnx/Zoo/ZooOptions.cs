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
