using System.Collections.Immutable;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Cli.Compiling;

/// <summary>
/// SCALE-Sim's topologies as inputs of commands: a CSV file with a line of names and a line for each layer, convolutions (IFMAP height and
/// width with their padding in them, filter height and width, channels, number of filters, strides) or products (M, N, K). As in SCALE-Sim each
/// layer has operands of its own and begins when the one before it has ended.
/// </summary>
internal static class TopologyFile
{
    private const string Extension = ".csv";
    private const int Opset = 17;

    public static bool IsTopology(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="InputException">A line is wrong; file, line and column are named.</exception>
    public static CompiledModel Compile(string path, MachineFacts machine)
    {
        var layers = TopologyReader.Read(path);
        var model = ModelCompiler.Compile(Graph(path, layers), path, machine);
        return InSequence(model, [.. layers.Select(l => l.Name)]);
    }

    private static ModelGraph Graph(string path, IReadOnlyList<TopologyLayer> layers)
    {
        var values = ImmutableDictionary.CreateBuilder<string, GraphValue>(StringComparer.Ordinal);
        var weights = ImmutableSortedDictionary.CreateBuilder<string, GraphTensor>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            values.Add(layer.Input, new GraphValue(layer.Input, ValueKind.Tensor, OnnxElementType.Float32, TensorShape.Of([.. layer.InputShape])));
            values.Add(layer.Weights, new GraphValue(layer.Weights, ValueKind.Tensor, OnnxElementType.Float32, TensorShape.Of([.. layer.WeightShape])));
            weights.Add(layer.Weights, new GraphTensor(layer.Weights, OnnxElementType.Float32, [.. layer.WeightShape], new TensorContent.Absent()));
        }

        return new ModelGraph
        {
            Name = Path.GetFileNameWithoutExtension(path),
            Opsets = ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal).Add("", Opset),
            Inputs = [.. layers.Select(l => l.Input)],
            Outputs = [.. layers.Select(l => l.Output)],
            Nodes = [.. layers.Select(Node)],
            Initializers = weights.ToImmutable(),
            Values = values.ToImmutable(),
        };
    }

    private static GraphNode Node(TopologyLayer layer) => layer.Stride is { } stride
        ? new GraphNode(layer.Name, "Conv", "", Opset, [layer.Input, layer.Weights], [layer.Output], [NodeAttribute.IntList("strides", [stride, stride])])
        : new GraphNode(layer.Name, "MatMul", "", Opset, [layer.Input, layer.Weights], [layer.Output], []);

    // The kernels of a layer stay together and wait for the one before.
    private static CompiledModel InSequence(CompiledModel model, List<string> names)
    {
        int[] order = [.. Enumerable.Range(0, model.Layers.Length).OrderBy(k => names.IndexOf(model.Layers[k]))];
        var place = new int[order.Length];
        for (var p = 0; p < order.Length; p++) place[order[p]] = p;
        var kernels = order.Select((k, p) => model.Module.Kernels[k] with
        {
            DependsOn = [.. model.Module.Kernels[k].DependsOn.Select(d => place[d]).Append(p - 1).Where(d => d >= 0).Distinct().Order()],
        });
        var module = model.Module with { Kernels = [.. kernels] };
        return model with
        {
            Module = module,
            Layers = [.. order.Select(k => model.Layers[k])],
            Memory = MemoryPlan.Of(module, size => throw new InvalidOperationException($"size '{size.Name}' is open")),
        };
    }
}
