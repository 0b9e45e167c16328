using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>One pass over the nodes in their order.</summary>
internal sealed class InferenceRun
{
    private readonly ModelGraph _graph;
    private readonly IReadOnlyDictionary<string, Dim> _bindings;
    private readonly OnnxProblems _problems;
    private readonly long _mostBytes;
    private readonly Dictionary<string, GraphValue> _values = new(StringComparer.Ordinal);

    public InferenceRun(ModelGraph graph, IReadOnlyDictionary<string, Dim> bindings, OnnxProblems problems, long mostBytes)
    {
        (_graph, _bindings, _problems, _mostBytes) = (graph, bindings, problems, mostBytes);
        foreach (var name in graph.Inputs.Concat(graph.Initializers.Keys))
        {
            var value = Declared(name);
            _values[name] = value;
            CheckSize(value, $"value '{name}'");
        }
    }

    public ImmutableDictionary<string, GraphValue> Values() => _values.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>What is known of a value so far.</summary>
    public GraphValue Value(string name) => _values.TryGetValue(name, out var value) ? value : Declared(name);

    /// <summary>A constant that the graph itself does not have.</summary>
    public void Define(GraphTensor tensor) => _values[tensor.Name] =
        new GraphValue(tensor.Name, ValueKind.Tensor, tensor.Element, tensor.SymbolicShape, KnownValues.Of(tensor));

    public void Visit(GraphNode node)
    {
        var context = new ShapeContext(node,
            [.. node.Inputs.Select(i => i.Length == 0 ? null : _values.GetValueOrDefault(i, new GraphValue(i)))]);
        if (OperatorTable.Find(node) is { Shape: { } rule } row)
        {
            Apply(row, rule, context);
        }

        for (var i = 0; i < node.Outputs.Length; i++)
        {
            if (node.Output(i) is { } name)
            {
                _values[name] = Merged(node, context.Outputs[i], Declared(name));
                CheckSize(_values[name], node.ToString());
            }
        }
    }

    private void Apply(OperatorRow row, ShapeRule rule, ShapeContext context)
    {
        var node = context.Node;
        if (row.Missing(node) is { } missing)
        {
            _problems.Add(node.ToString(), $"lacks input {missing}, which the operator cannot do without; export the model again");
            return;
        }

        try
        {
            rule(context);
        }
        catch (ShapeException e)
        {
            _problems.Add(node.ToString(), e.Message + Inputs(context));
        }
        catch (Exception e) when (e is OverflowException or DivideByZeroException)
        {
            _problems.Add(node.ToString(), $"sizes cannot be computed ({e.Message})" + Inputs(context));
        }
    }

    private static string Inputs(ShapeContext context)
    {
        var inputs = Enumerable.Range(0, context.InputCount).Select(context.In);
        return $"; inputs {string.Join(", ", inputs.Select(v => v is null ? "-" : $"{v.Element}{v.Shape?.ToString() ?? "[?]"}"))}";
    }

    private GraphValue Declared(string name)
    {
        var value = _graph.Value(name);
        return _bindings.Count == 0 ? value
            : value with { Shape = value.Shape?.Substitute(_bindings), Known = value.Known?.Substitute(_bindings) };
    }

    // What is inferred counts; what is declared fills in what is not known, and has to agree where both are constants.
    private GraphValue Merged(GraphNode node, GraphValue? inferred, GraphValue declared)
    {
        if (inferred is null)
        {
            return declared;
        }

        var element = inferred.Element == OnnxElementType.Undefined ? declared.Element : inferred.Element;
        if (inferred.Shape is not { } shape || declared.Shape is not { } other || inferred.Kind != declared.Kind)
        {
            return inferred with { Element = element, Shape = inferred.Shape ?? declared.Shape };
        }

        if (shape.Rank != other.Rank
            || shape.Dims.Zip(other.Dims).Any(d => d.First.IsConstant && d.Second.IsConstant && d.First != d.Second))
        {
            _problems.Add(node.ToString(), $"'{inferred.Name}' is declared as {other}, but has shape {shape}; export the model again");
            return inferred with { Element = element };
        }

        var filled = new TensorShape(shape.Dims.Select((d, i) => Filled(d, other[i], $"{inferred.Name}.{i}")));
        return inferred with { Element = element, Shape = filled };
    }

    private static Dim Filled(Dim inferred, Dim declared, string fresh) => inferred.SymbolName == fresh ? declared : inferred;

    private void CheckSize(GraphValue value, string place)
    {
        if (value.Kind == ValueKind.Tensor)
        {
            TensorSize.Check(value, _mostBytes, place, _problems);
        }
    }
}
