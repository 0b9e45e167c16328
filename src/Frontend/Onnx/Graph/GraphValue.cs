namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>A named value of a graph: its type, and its elements where they are known while compiling.</summary>
/// <param name="Name">Unique in the graph, not empty.</param>
/// <param name="Kind">For a sequence or optional the other properties are those of its elements.</param>
/// <param name="Element">Undefined if not known.</param>
/// <param name="Shape">Null if even the rank is not known.</param>
/// <param name="Known">Elements as constants or expressions over symbols; null if not known.</param>
public sealed record GraphValue(
    string Name, ValueKind Kind = ValueKind.Unknown, OnnxElementType Element = OnnxElementType.Undefined, TensorShape? Shape = null,
        KnownTensor? Known = null)
{
    /// <summary>Bytes of the tensor if its shape is constant and its elements have a size; otherwise null.</summary>
    public long? Bytes => Kind == ValueKind.Tensor && Element.Bits() > 0 && Shape?.Elements.Constant is { } n ? Element.Bytes(n) : null;

    public override string ToString() =>
        $"{Name}: {(Kind == ValueKind.Tensor ? "" : Kind + " of ")}{Element}{(Shape is null ? "[?]" : Shape)}";
}
