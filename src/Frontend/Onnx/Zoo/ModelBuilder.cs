using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using ActorSim.Frontend.Onnx.Shapes;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>Builds a graph node by node. Names are paths of scopes, as exporters write them.</summary>
internal sealed class ModelBuilder(string model, int opset, OnnxElementType element)
{
    private readonly List<GraphNode> _nodes = [];
    private readonly List<string> _inputs = [];
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GraphTensor> _initializers = new(StringComparer.Ordinal);
    private readonly ImmutableDictionary<string, GraphValue>.Builder _values =
        ImmutableDictionary.CreateBuilder<string, GraphValue>(StringComparer.Ordinal);

    private readonly Stack<string> _scopes = new();

    public OnnxElementType Element => element;

    public int Opset => opset;

    /// <summary>Names of what is built inside begin with this path.</summary>
    public T In<T>(string scope, Func<T> build)
    {
        _scopes.Push(scope);
        var result = build();
        _scopes.Pop();
        return result;
    }

    public string Input(string name, OnnxElementType type, params Dim[] shape)
    {
        _inputs.Add(name);
        _values[name] = new GraphValue(name, ValueKind.Tensor, type, new TensorShape(shape));
        return name;
    }

    /// <summary>A weight without data, named after the scope.</summary>
    public string Weight(string name, params long[] shape)
    {
        var full = string.Join('.', _scopes.Reverse().Append(name));
        return _initializers.ContainsKey(full) ? full : Constant(new GraphTensor(full, element, [.. shape], new TensorContent.Absent()));
    }

    /// <summary>A vector of whole numbers; the same one for the same numbers.</summary>
    public string Ints(params long[] values) =>
        Constant(GraphTensor.OfInt64s($"ints_{string.Join('_', values)}", OnnxElementType.Int64, [values.Length], values));

    /// <summary>One whole number.</summary>
    public string Int(long value) => Constant(GraphTensor.OfInt64s($"int_{value}", OnnxElementType.Int64, [], [value]));

    /// <summary>One real number of the model's type.</summary>
    public string Real(double value) =>
        Constant(GraphTensor.OfDoubles(FormattableString.Invariant($"real_{value}"), element, [], [value]));

    /// <summary>An operation of one output.</summary>
    public string Op(string name, string[] inputs, params NodeAttribute[] attributes) => Op(name, inputs, 1, attributes)[0];

    public string[] Op(string name, string[] inputs, int outputs, params NodeAttribute[] attributes)
    {
        var path = $"/{string.Join('/', _scopes.Reverse().Append(name))}";
        var count = _used[path] = _used.GetValueOrDefault(path) + 1;
        var unique = count == 1 ? path : $"{path}_{count - 1}";
        var results = Enumerable.Range(0, outputs).Select(i => $"{unique}_output_{i}").ToArray();
        _nodes.Add(new GraphNode(unique, name, "", opset, [.. inputs], [.. results], [.. attributes]));
        return results;
    }

    /// <summary>The graph; outputs get these names and the shapes that are inferred.</summary>
    public ModelGraph Build(params (string Name, string Value)[] outputs)
    {
        foreach (var (name, value) in outputs)
        {
            Rename(value, name);
        }

        var graph = new ModelGraph
        {
            Name = model,
            Opsets = ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal).Add("", opset),
            Inputs = [.. _inputs],
            Outputs = [.. outputs.Select(o => o.Name)],
            Nodes = [.. _nodes],
            Initializers = _initializers.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Values = _values.ToImmutable(),
        };
        return ShapeInference.Infer(graph, model);
    }

    private string Constant(GraphTensor tensor)
    {
        _initializers[tensor.Name] = tensor;
        _values[tensor.Name] = new GraphValue(tensor.Name, ValueKind.Tensor, tensor.Element, tensor.SymbolicShape,
            tensor.Content.IsStored ? KnownValues.Of(tensor) : null);
        return tensor.Name;
    }

    private void Rename(string from, string to)
    {
        for (var i = 0; i < _nodes.Count; i++)
        {
            var node = _nodes[i];
            if (node.Inputs.Contains(from) || node.Outputs.Contains(from))
            {
                _nodes[i] = node with
                {
                    Inputs = [.. node.Inputs.Select(n => n == from ? to : n)],
                    Outputs = [.. node.Outputs.Select(n => n == from ? to : n)],
                };
            }
        }
    }
}
