using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Tests.Conformance.Differential;

/// <summary>A small graph of operators drawn at random, with the inputs to run it on. The same seed gives the same graph.</summary>
internal sealed class RandomGraph
{
    private const int Opset = 17;
    private const int MostElements = 2048;

    private readonly Random _random;
    private readonly List<(string Name, int[] Shape)> _values = [];
    private readonly List<GraphNode> _nodes = [];
    private readonly SortedDictionary<string, GraphTensor> _weights = new(StringComparer.Ordinal);
    private readonly Action<string, int[]>[] _moves;

    private RandomGraph(int seed)
    {
        _random = new Random(seed);
        _moves =
        [
            Unary, Unary, Unary, Binary, Binary, Broadcast, Softmax, Reduce, Reduce, Transpose, Flatten, Concat, Slice, Pad, Product, Gemm, Convolution,
            Pool, LayerNormalization, Gather, Tile, Choose, Whole, Position, Largest, CumulativeSum, Squeeze, Split, Bounds, GlobalPool, Instances, Einsum,
        ];
        Input = GraphTensor.OfDoubles("x", OnnxElementType.Float32, InputShape().Select(d => (long)d), []);
        var shape = Input.Shape.Select(d => (int)d).ToArray();
        Input = GraphTensor.OfDoubles("x", OnnxElementType.Float32, Input.Shape, Numbers(Count(shape)));
        _values.Add(("x", shape));
        var steps = _random.Next(2, 9);
        for (var step = 0; step < steps; step++)
        {
            var (name, at) = _values[_random.Next(Math.Max(0, _values.Count - 3), _values.Count)];
            _moves[_random.Next(_moves.Length)](name, at);
        }

        if (_nodes.Count == 0) Unary("x", shape);
    }

    public GraphTensor Input { get; }

    public static (ModelGraph Graph, GraphTensor Input) Of(int seed)
    {
        var random = new RandomGraph(seed);
        return (random.Build(), random.Input);
    }

    // All values that no node reads are outputs.
    private ModelGraph Build()
    {
        var read = _nodes.SelectMany(n => n.Inputs).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> outputs = [.. _nodes.SelectMany(n => n.Outputs).Where(o => !read.Contains(o))];
        var values = _weights.Values.Select(w => new GraphValue(w.Name, ValueKind.Tensor, w.Element, w.SymbolicShape, Known(w)))
            .Append(new GraphValue("x", ValueKind.Tensor, OnnxElementType.Float32, TensorShape.Of(Input.Shape)));
        return new ModelGraph
        {
            Name = "random",
            Opsets = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal).Add("", Opset),
            Inputs = ["x"],
            Outputs = outputs,
            Nodes = [.. _nodes],
            Initializers = _weights.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Values = values.ToImmutableDictionary(v => v.Name, StringComparer.Ordinal),
        };
    }

    private static KnownTensor? Known(GraphTensor weight) =>
        weight.Element == OnnxElementType.Int64 ? KnownTensor.Of(weight.Shape, weight.ToInt64s().Select(v => (Dim)v)) : null;

    private int[] InputShape() => _random.Next(4) switch
    {
        0 => [_random.Next(1, 40)],
        1 => [_random.Next(1, 12), _random.Next(1, 20)],
        2 => [_random.Next(1, 4), _random.Next(1, 8), _random.Next(1, 12)],
        _ => [_random.Next(1, 3), _random.Next(1, 6), _random.Next(3, 9), _random.Next(3, 9)],
    };

    private static int Count(int[] shape) => shape.Aggregate(1, (a, b) => a * b);

    private double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => Math.Round((_random.NextDouble() * 6) - 3, 3))];

    private string Weight(params int[] shape)
    {
        var name = $"w{_weights.Count}";
        _weights[name] = GraphTensor.OfDoubles(name, OnnxElementType.Float32, shape.Select(d => (long)d), Numbers(Count(shape)));
        return name;
    }

    private string Wholes(params long[] values)
    {
        var name = $"w{_weights.Count}";
        _weights[name] = GraphTensor.OfInt64s(name, OnnxElementType.Int64, [values.Length], values);
        return name;
    }

    private string Node(string op, string[] inputs, int[] shape, params NodeAttribute[] attributes)
    {
        var name = Hidden(op, inputs, attributes);
        if (Count(shape) is > 0 and <= MostElements) _values.Add((name, shape));
        return name;
    }

    // A value that later nodes do not start from: not of real numbers.
    private string Hidden(string op, string[] inputs, params NodeAttribute[] attributes)
    {
        var name = $"v{_nodes.Count}";
        _nodes.Add(new GraphNode($"n{_nodes.Count}", op, "", Opset, [.. inputs], [name], [.. attributes]));
        return name;
    }

    private int Axis(int[] shape) => _random.Next(shape.Length);

    private static int[] With(int[] shape, int axis, int size) => [.. shape.Select((d, a) => a == axis ? size : d)];

    private void Unary(string x, int[] shape)
    {
        string[] names =
        [
            "Relu", "Abs", "Neg", "Sigmoid", "Tanh", "Softplus", "Erf", "Floor", "Ceil", "Sign", "LeakyRelu", "Elu", "HardSigmoid", "Sin", "Cos",
            "Round", "Selu", "HardSwish", "Softsign",
        ];
        Node(names[_random.Next(names.Length)], [x], shape);
    }

    private void Binary(string x, int[] shape)
    {
        string[] names = ["Add", "Sub", "Mul", "Max", "Min"];
        Node(names[_random.Next(names.Length)], [x, Weight(shape)], shape);
    }

    private void Broadcast(string x, int[] shape)
    {
        int[] some = [.. shape.Select(d => _random.Next(2) == 0 ? 1 : d)];
        Node(_random.Next(2) == 0 ? "Add" : "Mul", [Weight(some[_random.Next(some.Length)..]), x], shape);
    }

    private void Softmax(string x, int[] shape) => Node(_random.Next(3) == 0 ? "LogSoftmax" : "Softmax", [x], shape, NodeAttribute.Int("axis", Axis(shape)));

    private void Reduce(string x, int[] shape)
    {
        string[] names = ["ReduceMean", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSumExp"];
        var (axis, keep) = (Axis(shape), _random.Next(2));
        Node(names[_random.Next(names.Length)], [x], keep == 1 ? With(shape, axis, 1) : [.. shape.Where((_, a) => a != axis)],
            NodeAttribute.IntList("axes", [axis]), NodeAttribute.Int("keepdims", keep));
    }

    private void Transpose(string x, int[] shape)
    {
        int[] order = [.. Enumerable.Range(0, shape.Length)];
        _random.Shuffle(order);
        Node("Transpose", [x], [.. order.Select(a => shape[a])], NodeAttribute.IntList("perm", order.Select(a => (long)a)));
    }

    private void Flatten(string x, int[] shape)
    {
        var axis = _random.Next(shape.Length + 1);
        Node("Flatten", [x], [Count(shape[..axis]), Count(shape[axis..])], NodeAttribute.Int("axis", axis));
    }

    private void Concat(string x, int[] shape)
    {
        var axis = Axis(shape);
        var more = _random.Next(1, 4);
        Node("Concat", [x, Weight(With(shape, axis, more))], With(shape, axis, shape[axis] + more), NodeAttribute.Int("axis", axis));
    }

    private void Slice(string x, int[] shape)
    {
        var axis = Axis(shape);
        if (_random.Next(3) == 0)
        {
            Node("Slice", [x, Wholes(-1), Wholes(long.MinValue + 1), Wholes(axis), Wholes(-1)], shape);
            return;
        }

        var (start, step) = (_random.Next(shape[axis]), _random.Next(1, 3));
        Node("Slice", [x, Wholes(start), Wholes(long.MaxValue), Wholes(axis), Wholes(step)], With(shape, axis, (shape[axis] - start + step - 1) / step));
    }

    private void Pad(string x, int[] shape)
    {
        long[] pads = [.. Enumerable.Range(0, 2 * shape.Length).Select(_ => (long)_random.Next(0, 3))];
        string[] modes = ["constant", "edge"];
        Node("Pad", [x, Wholes(pads)], [.. shape.Select((d, a) => d + (int)(pads[a] + pads[a + shape.Length]))], NodeAttribute.Text("mode", modes[_random.Next(2)]));
    }

    private void Product(string x, int[] shape)
    {
        if (shape.Length < 2) return;
        var columns = _random.Next(1, 20);
        Node("MatMul", [x, Weight(shape[^1], columns)], [.. shape[..^1], columns]);
    }

    private void Gemm(string x, int[] shape)
    {
        if (shape.Length != 2) return;
        var (columns, transposed) = (_random.Next(1, 20), _random.Next(2));
        Node("Gemm", [x, transposed == 1 ? Weight(columns, shape[1]) : Weight(shape[1], columns), Weight(columns)], [shape[0], columns],
            NodeAttribute.Int("transB", transposed), NodeAttribute.Float("alpha", _random.Next(2) == 0 ? 1 : 0.5f));
    }

    private void Convolution(string x, int[] shape)
    {
        if (shape.Length != 4) return;
        var (kernel, pad, stride, filters) = (_random.Next(1, 4), _random.Next(0, 2), _random.Next(1, 3), _random.Next(1, 6));
        var sizes = shape[2..].Select(d => (d + 2 * pad - kernel) / stride + 1).ToArray();
        if (shape[2..].Any(d => d + 2 * pad < kernel)) return;
        Node("Conv", [x, Weight(filters, shape[1], kernel, kernel), Weight(filters)], [shape[0], filters, .. sizes],
            NodeAttribute.IntList("pads", [pad, pad, pad, pad]), NodeAttribute.IntList("strides", [stride, stride]));
    }

    private void Pool(string x, int[] shape)
    {
        if (shape.Length != 4 || shape[2..].Any(d => d < 3)) return;
        var (kernel, stride) = (_random.Next(1, 4), _random.Next(1, 3));
        Node(_random.Next(2) == 0 ? "MaxPool" : "AveragePool", [x], [.. shape[..2], .. shape[2..].Select(d => (d - kernel) / stride + 1)],
            NodeAttribute.IntList("kernel_shape", [kernel, kernel]), NodeAttribute.IntList("strides", [stride, stride]));
    }

    private void LayerNormalization(string x, int[] shape)
    {
        if (shape[^1] < 2) return;
        Node("LayerNormalization", [x, Weight(shape[^1]), Weight(shape[^1])], shape, NodeAttribute.Int("axis", -1));
    }

    private void Gather(string x, int[] shape)
    {
        var axis = Axis(shape);
        long[] places = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => (long)_random.Next(-shape[axis], shape[axis]))];
        Node("Gather", [x, Wholes(places)], With(shape, axis, places.Length), NodeAttribute.Int("axis", axis));
    }

    private void Tile(string x, int[] shape)
    {
        long[] repeats = [.. shape.Select(_ => (long)_random.Next(1, 3))];
        if (Count(shape) * repeats.Aggregate(1L, (a, b) => a * b) > MostElements) return;
        Node("Tile", [x, Wholes(repeats)], [.. shape.Select((d, a) => d * (int)repeats[a])]);
    }

    private void Choose(string x, int[] shape) =>
        Node("Where", [Hidden(_random.Next(2) == 0 ? "Greater" : "LessOrEqual", [x, Weight(1)]), x, Weight(shape)], shape);

    private void Whole(string x, int[] shape) =>
        Node("Cast", [Hidden("Cast", [x], NodeAttribute.Int("to", (long)OnnxElementType.Int32))], shape, NodeAttribute.Int("to", (long)OnnxElementType.Float32));

    private void Position(string x, int[] shape)
    {
        var axis = Axis(shape);
        Hidden(_random.Next(2) == 0 ? "ArgMax" : "ArgMin", [x], NodeAttribute.Int("axis", axis), NodeAttribute.Int("keepdims", _random.Next(2)));
    }

    private void Largest(string x, int[] shape)
    {
        var axis = Axis(shape);
        var (k, name) = (_random.Next(1, shape[axis] + 1), $"v{_nodes.Count}");
        _nodes.Add(new GraphNode($"n{_nodes.Count}", "TopK", "", Opset, [x, Wholes(k)], [name, name + "i"],
            [NodeAttribute.Int("axis", axis), NodeAttribute.Int("largest", _random.Next(2))]));
        _values.Add((name, With(shape, axis, k)));
    }

    private void CumulativeSum(string x, int[] shape) =>
        Node("CumSum", [x, Wholes(Axis(shape))], shape, NodeAttribute.Int("reverse", _random.Next(2)), NodeAttribute.Int("exclusive", _random.Next(2)));

    private void Squeeze(string x, int[] shape)
    {
        var axis = _random.Next(shape.Length + 1);
        Node("Unsqueeze", [x, Wholes(axis)], [.. shape[..axis], 1, .. shape[axis..]]);
    }

    private void Split(string x, int[] shape)
    {
        var axis = Axis(shape);
        if (shape[axis] < 2) return;
        var first = _random.Next(1, shape[axis]);
        var name = $"v{_nodes.Count}";
        _nodes.Add(new GraphNode($"n{_nodes.Count}", "Split", "", Opset, [x, Wholes(first, shape[axis] - first)], [name + "a", name + "b"], [NodeAttribute.Int("axis", axis)]));
        _values.Add((name + "a", With(shape, axis, first)));
        _values.Add((name + "b", With(shape, axis, shape[axis] - first)));
    }

    private void Bounds(string x, int[] shape)
    {
        var name = $"w{_weights.Count}";
        _weights[name] = GraphTensor.OfDoubles(name, OnnxElementType.Float32, [], [-0.75]);
        Node("Clip", [x, name], shape);
    }

    private void GlobalPool(string x, int[] shape)
    {
        if (shape.Length < 3) return;
        Node("GlobalAveragePool", [x], [.. shape[..2], .. shape[2..].Select(_ => 1)]);
    }

    private void Instances(string x, int[] shape)
    {
        if (shape.Length < 3 || Count(shape[2..]) < 2) return;
        Node("InstanceNormalization", [x, Weight(shape[1]), Weight(shape[1])], shape);
    }

    private void Einsum(string x, int[] shape)
    {
        if (shape.Length < 2) return;
        var columns = _random.Next(1, 8);
        Node("Einsum", [x, Weight(columns, shape[^1])], [.. shape[..^1], columns], NodeAttribute.Text("equation", "...k,nk->...n"));
    }
}
