using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>
/// Constants of types that are stored and not computed with: of less than 8 bits, and real numbers of 8 bits and less. They become the
/// narrowest type that holds all their values; quantizing to one is cut to its range.
/// </summary>
internal sealed class NarrowTypes(ModelGraph graph)
{
    private readonly Dictionary<string, OnnxElementType> _before = graph.Initializers.Values.Where(t => Wide(t.Element) != t.Element)
        .ToDictionary(t => t.Name, t => t.Element, StringComparer.Ordinal);

    public static ModelGraph Widened(ModelGraph graph)
    {
        var narrow = graph.Initializers.Values.Where(t => Wide(t.Element) != t.Element).Select(Widened).ToArray();
        return narrow.Length == 0 ? graph : graph with
        {
            Initializers = graph.Initializers.SetItems(narrow.Select(t => KeyValuePair.Create(t.Name, t))),
            Values = graph.Values.SetItems(narrow.Select(t => KeyValuePair.Create(t.Name,
                new GraphValue(t.Name, ValueKind.Tensor, t.Element, t.SymbolicShape, KnownValues.Of(t))))),
        };
    }

    /// <summary>A node with its own constants widened.</summary>
    public static GraphNode Widened(GraphNode node) => node.Attributes.Any(a => a.Tensor is { } t && Wide(t.Element) != t.Element)
        ? node with { Attributes = [.. node.Attributes.Select(a => a.Tensor is { } t ? a with { Tensor = Widened(t) } : a)] } : node;

    /// <summary>Quantizes to whole numbers of few bits by way of those of 8; false if the node does not.</summary>
    public bool TryQuantize(GraphNode node, GraphExpansion expansion)
    {
        if (node is not { Domain: "", Operator: "QuantizeLinear" } || node.Output(0) is null) return false;
        var type = node.Input(2) is { } zero ? _before.GetValueOrDefault(zero) : (OnnxElementType)node.Int("output_dtype", 0);
        if (!type.IsInteger() || Wide(type) == type) return false;
        var compose = new Composition(expansion, node);
        var least = type is OnnxElementType.UInt4 or OnnxElementType.UInt2 ? 0 : -(1L << (type.Bits() - 1));
        var wide = Wide(type);
        string Bound(long value) => compose.Constant(GraphTensor.OfInt64s("", wide, [], [value]));
        var attributes = node.Attributes.Where(a => a.Name != "output_dtype").Append(NodeAttribute.Int("output_dtype", (long)wide));
        var whole = compose.Op("QuantizeLinear", node.Inputs, [.. attributes]);
        compose.Out(0, compose.Op("Clip", [whole, Bound(least), Bound(least + (1L << type.Bits()) - 1)]));
        return true;
    }

    private static GraphTensor Widened(GraphTensor tensor)
    {
        var wide = Wide(tensor.Element);
        if (wide == tensor.Element) return tensor;
        if (!tensor.Content.IsStored) return tensor with { Element = wide };
        return tensor.Element.IsReal() ? GraphTensor.OfDoubles(tensor.Name, wide, tensor.Shape, tensor.ToDoubles())
            : GraphTensor.OfInt64s(tensor.Name, wide, tensor.Shape, tensor.ToInt64s());
    }

    private static OnnxElementType Wide(OnnxElementType type) => type switch
    {
        OnnxElementType.Int4 or OnnxElementType.Int2 => OnnxElementType.Int8,
        OnnxElementType.UInt4 or OnnxElementType.UInt2 => OnnxElementType.UInt8,
        OnnxElementType.Float8E4M3Fn or OnnxElementType.Float8E4M3FnUz or OnnxElementType.Float8E5M2 or OnnxElementType.Float8E5M2FnUz or OnnxElementType.Float4E2M1 =>
            OnnxElementType.Float16,
        OnnxElementType.Float8E8M0 => OnnxElementType.Float32,
        _ => type,
    };
}
