using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>One node while its outputs are inferred.</summary>
internal sealed class ShapeContext(GraphNode node, IReadOnlyList<GraphValue?> inputs)
{
    private readonly GraphValue?[] _outputs = new GraphValue?[node.Outputs.Length];

    public GraphNode Node => node;

    public int InputCount => inputs.Count;

    public int OutputCount => _outputs.Length;

    public IReadOnlyList<GraphValue?> Outputs => _outputs;

    /// <summary>An input; null if it is left out.</summary>
    public GraphValue? In(int index) => index < inputs.Count ? inputs[index] : null;

    public bool Has(int index) => In(index) is not null;

    /// <summary>Shape of an input; null if its rank is not known or it is left out.</summary>
    public TensorShape? Shape(int index) => In(index) is { Kind: ValueKind.Tensor } value ? value.Shape : null;

    public KnownTensor? Known(int index) => In(index)?.Known;

    public OnnxElementType Element(int index) => In(index)?.Element ?? OnnxElementType.Undefined;

    /// <summary>A list from an attribute, or since a later opset from an input; the flag is false if an input is there but not
    /// known.</summary>
    public (long[]? Values, bool IsKnown) List(string attribute, int input)
    {
        if (node.Ints(attribute) is { } fixedValues)
        {
            return (fixedValues, true);
        }

        return Has(input) ? (Known(input)?.Constants(), Known(input)?.Constants() is not null) : (null, true);
    }

    public void Out(int index, OnnxElementType element, TensorShape? shape, KnownTensor? known = null)
    {
        if (node.Output(index) is { } name)
        {
            _outputs[index] = new GraphValue(name, ValueKind.Tensor, element, shape, known);
        }
    }

    /// <summary>An output that is no tensor, or the same value as an input.</summary>
    public void Out(int index, GraphValue value)
    {
        if (node.Output(index) is { } name)
        {
            _outputs[index] = value with { Name = name };
        }
    }

    /// <summary>A size that depends on data: a symbol of its own.</summary>
    public Dim Fresh(int output, int axis) => Dim.Symbol($"{node.Output(output) ?? $"{node.Name}.{output}"}.{axis}");

    public TensorShape FreshShape(int output, int rank) => new(Enumerable.Range(0, rank).Select(a => Fresh(output, a)));

    /// <summary>An axis counted from the front; a negative one counts from the end.</summary>
    public int Axis(long axis, int rank, string name = "axis") => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis)
        : throw new ShapeException($"{name} {axis} is outside a tensor of rank {rank}; give {-rank} to {rank - 1}");

    public int[] Axes(IEnumerable<long> axes, int rank)
    {
        var all = axes.Select(a => Axis(a, rank, "axes")).ToArray();
        return all.Distinct().Count() == all.Length ? all : throw new ShapeException($"axes {string.Join(", ", all)} name one axis twice");
    }

    /// <summary>The shape of an input with at least so many dimensions; null if not known.</summary>
    public TensorShape? AtLeast(int index, int rank) => Shape(index) is not { } shape || shape.Rank >= rank ? Shape(index)
        : throw new ShapeException($"input {index} has shape {shape}; {node.Operator} needs {rank} dimensions or more");

    /// <summary>The shape of an input with exactly so many dimensions; null if not known.</summary>
    public TensorShape? Exactly(int index, int rank) => Shape(index) is not { } shape || shape.Rank == rank ? Shape(index)
        : throw new ShapeException($"input {index} has shape {shape}; {node.Operator} needs {rank} dimension(s)");

    /// <summary>Two sizes that have to be the same; the constant one of them where one is.</summary>
    public Dim Same(Dim a, Dim b, string what)
    {
        if (a.IsConstant && b.IsConstant && a != b)
        {
            throw new ShapeException($"{what}: {a} and {b} have to be equal");
        }

        return b.IsConstant ? b : a;
    }

    /// <summary>A size that cannot be below 0.</summary>
    public Dim NotNegative(Dim size, string what) => size.Constant < 0 ? throw new ShapeException($"{what} would be {size}") : size;
}
