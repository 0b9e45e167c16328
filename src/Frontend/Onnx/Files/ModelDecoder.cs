using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>A message to a graph: versions and domains first, then names, then order.</summary>
internal sealed class ModelDecoder
{
    private readonly OnnxReadOptions _options;
    private readonly OnnxProblems _problems;
    private readonly TensorDecoder _tensors;

    public ModelDecoder(string file, string directory, OnnxReadOptions options)
    {
        _options = options;
        _problems = new OnnxProblems(file, options.MostProblems);
        _tensors = new TensorDecoder(new ExternalFiles(directory, options.WithoutWeights), _problems, options.MostTensorBytes);
    }

    public ModelGraph Decode(ModelProto model)
    {
        var opsets = OpsetCheck.Decode(model.IrVersion, model.OpsetImport, model.Functions, _problems);

        if (model.Graph is null)
        {
            _problems.Add("", "holds no graph; this is not an ONNX model, or it is damaged");
        }

        _problems.ThrowIfAny();
        return Decode(model.Graph!, opsets, WeightList.Read(model)) with { Functions = FunctionDecoder.Decode(model, opsets, _tensors, _problems) };
    }

    private ModelGraph Decode(GraphProto graph, ImmutableSortedDictionary<string, int> opsets, IReadOnlySet<string> weights)
    {
        var values = new ValueDecoder(_problems, _options.MostTensorBytes);
        var names = new NameTable(_problems);
        var initializers = Initializers(graph, names);
        values.AddAll(graph.Input, "input");
        values.AddAll(graph.Output, "output");
        values.AddAll(graph.ValueInfo, "value");
        foreach (var input in graph.Input.Where(i => !initializers.ContainsKey(i.Name)))
        {
            names.Define(input.Name, $"input '{input.Name}'");
            if (weights.Contains(input.Name))
            {
                AddWeight(initializers, values, input.Name);
            }
        }

        var nodes = new NodeDecoder(opsets, _tensors, _problems).Decode(graph.Node, names);
        names.CheckReads(nodes);
        names.CheckOutputs(graph.Output.Select(o => o.Name));
        _problems.ThrowIfAny();
        var ordered = NodeOrder.Sort(nodes, _problems);
        _problems.ThrowIfAny();
        return new ModelGraph
        {
            Name = graph.Name,
            Opsets = opsets,
            Inputs = [.. graph.Input.Select(i => i.Name).Where(n => !initializers.ContainsKey(n))],
            Outputs = [.. graph.Output.Select(o => o.Name)],
            Nodes = ordered,
            Initializers = initializers.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Values = values.With(initializers.Values),
        };
    }

    private Dictionary<string, GraphTensor> Initializers(GraphProto graph, NameTable names)
    {
        var initializers = new Dictionary<string, GraphTensor>(StringComparer.Ordinal);
        foreach (var tensor in graph.Initializer)
        {
            var place = $"initializer '{tensor.Name}'";
            names.Define(tensor.Name, place);
            if (_tensors.Decode(tensor, place) is { } decoded)
            {
                initializers[tensor.Name] = decoded;
            }
        }

        foreach (var sparse in graph.SparseInitializer)
        {
            _problems.Add($"initializer '{sparse.Values?.Name}'", "sparse initializers are not supported; store it dense");
        }

        return initializers;
    }

    private void AddWeight(Dictionary<string, GraphTensor> initializers, ValueDecoder values, string name)
    {
        var value = values[name];
        if (value.Shape?.Constants() is { } shape && value.Kind == ValueKind.Tensor)
        {
            initializers[name] = new GraphTensor(name, value.Element, [.. shape], new TensorContent.Absent());
            return;
        }

        _problems.Add($"input '{name}'", $"is listed as a weight in the model's '{WeightList.Key}', but has no constant shape");
    }
}
