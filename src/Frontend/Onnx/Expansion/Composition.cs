using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>
/// Makes the nodes that stand for one node. Each is visited at once, so that shapes of what was made can be asked for. Throws
/// <see cref="ExpansionException"/> where the node cannot be made of others.
/// </summary>
internal sealed class Composition(GraphExpansion expansion, GraphNode node)
{
    /// <summary>Operator set that made nodes are meant in.</summary>
    public const int Opset = 21;

    public GraphNode Node => node;

    public string? In(int index) => node.Input(index);

    public string Required(int index) => node.Input(index) ?? throw new ExpansionException($"lacks input {index}, which the operator cannot do without");

    public TensorShape Shape(string value) => expansion.Value(value).Shape
        ?? throw new ExpansionException($"the shape of '{value}' is not known while compiling");

    /// <summary>A size that has to be constant.</summary>
    public long Size(string value, int axis) => Shape(value) is var shape && axis < shape.Rank && shape[axis].Constant is { } size ? size
        : throw new ExpansionException($"dimension {axis} of '{value}' {Shape(value)} has to be known while compiling; give it a value");

    public int Rank(string value) => Shape(value).Rank;

    public OnnxElementType Type(string value) => expansion.Value(value).Element;

    /// <summary>Numbers that an input is known to hold; null: data.</summary>
    public long[]? Numbers(string value) => expansion.Numbers(value);

    public GraphTensor? ConstantOf(string value) => expansion.ConstantOf(value);

    public int Axis(long axis, int rank) => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis)
        : throw new ExpansionException($"axis {axis} of a tensor of rank {rank}");

    /// <summary>An operator of the standard domain; returns the name of its output.</summary>
    public string Op(string name, IEnumerable<string> inputs, params NodeAttribute[] attributes) => Ops(name, 1, inputs, attributes)[0];

    public string[] Ops(string name, int outputs, IEnumerable<string> inputs, params NodeAttribute[] attributes)
    {
        var made = expansion.Names.Node($"{node.Name}/{name}");
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => expansion.Names.Value($"{node.Name}/{name}"))];
        expansion.Visit(new GraphNode(made, name, "", Opset, [.. inputs], [.. names], [.. attributes]));
        return names;
    }

    public void Out(int index, string value)
    {
        if (node.Output(index) is { } name) expansion.Bind(name, value);
    }

    public string Constant(GraphTensor tensor) => Constant(expansion, $"{node.Name}/constant", tensor);

    public static string Constant(GraphExpansion expansion, string wanted, GraphTensor tensor)
    {
        var name = expansion.Names.Value(wanted);
        expansion.Define(tensor with { Name = name });
        return name;
    }

    public string Wholes(params long[] values) => Constant(GraphTensor.OfInt64s("", OnnxElementType.Int64, [values.Length], values));

    public string Whole(long value) => Constant(GraphTensor.OfInt64s("", OnnxElementType.Int64, [], [value]));

    public string Truth(bool value) => Constant(GraphTensor.OfInt64s("", OnnxElementType.Bool, [], [value ? 1 : 0]));

    /// <summary>A number of a value's type.</summary>
    public string Number(double value, string like) => Number(value, Type(like));

    public string Number(double value, OnnxElementType type) => Constant(GraphTensor.OfDoubles("", type, [], [value]));

    public string Add(string a, string b) => Op("Add", [a, b]);

    public string Sub(string a, string b) => Op("Sub", [a, b]);

    public string Mul(string a, string b) => Op("Mul", [a, b]);

    public string Div(string a, string b) => Op("Div", [a, b]);

    public string Scaled(string a, double factor) => factor == 1 ? a : Mul(a, Number(factor, a));

    public string MatMul(string a, string b) => Op("MatMul", [a, b]);

    public string Cast(string a, OnnxElementType type) => Type(a) == type ? a : Op("Cast", [a], NodeAttribute.Int("to", (long)type));

    public string Transpose(string a, params long[] order) => Op("Transpose", [a], NodeAttribute.IntList("perm", order));

    /// <summary>0 keeps a size, -1 is what is left.</summary>
    public string Reshape(string a, params long[] shape) => Op("Reshape", [a, Wholes(shape)]);

    public string Unsqueeze(string a, params long[] axes) => Op("Unsqueeze", [a, Wholes(axes)]);

    public string Squeeze(string a, params long[] axes) => Op("Squeeze", [a, Wholes(axes)]);

    public string Slice(string a, int axis, long start, long end, long step = 1) =>
        Op("Slice", [a, Wholes(start), Wholes(end), Wholes(axis), Wholes(step)]);

    public string Concat(int axis, params string[] parts) => parts.Length == 1 ? parts[0] : Op("Concat", parts, NodeAttribute.Int("axis", axis));

    /// <summary>A size as a number of one element, known while compiling or open.</summary>
    public string SizeOf(string value, int axis) =>
        Op("Shape", [value], NodeAttribute.Int("start", axis), NodeAttribute.Int("end", axis + 1));

    /// <summary>From 0 to before a size that <see cref="SizeOf"/> gives.</summary>
    public string Places(string count) => Op("Range", [Whole(0), Squeeze(count), Whole(1)]);

    /// <summary>Tensors of one shape side by side along a new axis.</summary>
    public static string Stacked(GraphExpansion expansion, GraphNode node, IReadOnlyList<string> tensors, long axis)
    {
        var compose = new Composition(expansion, node);
        if (tensors.Count == 0) return node.Outputs.FirstOrDefault() ?? "";
        var place = axis < 0 ? axis + compose.Rank(tensors[0]) + 1 : axis;
        return compose.Concat((int)place, [.. tensors.Select(t => compose.Unsqueeze(t, place))]);
    }
}
