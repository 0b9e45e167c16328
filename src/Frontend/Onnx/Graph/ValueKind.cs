namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>What a value of a graph is. Only tensors are compiled; the others are known so that files parse and refusals name
/// them.</summary>
public enum ValueKind
{
    /// <summary>Neither declared nor inferred.</summary>
    Unknown,
    Tensor,
    Sequence,
    Optional,
    Map,
    SparseTensor,
}
