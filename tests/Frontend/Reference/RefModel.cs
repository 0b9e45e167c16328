using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Tests.Reference;

/// <summary>Runs a graph node by node with naive evaluators, in f64. The graph is one after import (shapes inferred, constants folded).</summary>
public sealed class RefModel
{
    private readonly ModelGraph _graph;
    private readonly Dictionary<string, RefTensor> _values = new(StringComparer.Ordinal);

    private RefModel(ModelGraph graph) => _graph = graph;

    /// <summary>All values by name.</summary>
    public static IReadOnlyDictionary<string, RefTensor> Run(ModelGraph graph, IEnumerable<GraphTensor> inputs)
    {
        var run = new RefModel(graph);
        foreach (var tensor in graph.Initializers.Values.Concat(inputs)) run._values[tensor.Name] = Of(tensor);
        foreach (var node in graph.Nodes) run._values[node.Outputs[0]] = run.Node(node);
        return run._values;
    }

    private static RefTensor Of(GraphTensor tensor) => new([.. tensor.Shape], tensor.ToDoubles());

    private RefTensor In(GraphNode node, int index) => Value(node.Inputs[index]);

    private RefTensor Value(string name) => _values.TryGetValue(name, out var known) ? known
        : new RefTensor([.. _graph.Value(name).Known!.Shape], _graph.Value(name).Known!.ConstantReals());

    private RefTensor Node(GraphNode node) => node.Operator switch
    {
        "Add" => RefElementwise.Add(In(node, 0), In(node, 1)),
        "Mul" => RefElementwise.Mul(In(node, 0), In(node, 1)),
        "Sub" => RefElementwise.Binary(In(node, 0), In(node, 1), (a, b) => a - b),
        "Div" => RefElementwise.Binary(In(node, 0), In(node, 1), (a, b) => a / b),
        "Pow" => RefElementwise.Binary(In(node, 0), In(node, 1), Math.Pow),
        "Sqrt" => In(node, 0).Map(Math.Sqrt),
        "Relu" => In(node, 0).Map(x => Math.Max(x, 0)),
        "Erf" => In(node, 0).Map(RefElementwise.Erf),
        "MatMul" => RefMatrix.Matmul(In(node, 0), In(node, 1)),
        "Softmax" => RefReductions.Softmax(In(node, 0), In(node, 0).Rank - 1),
        "ReduceMean" => RefReductions.Mean(In(node, 0), [In(node, 0).Rank - 1], keep: true),
        "Transpose" => RefElementwise.Transpose(In(node, 0), [.. node.Ints("perm")!.Select(a => (int)a)]),
        "Reshape" or "Flatten" => In(node, 0).Reshape(_graph.Value(node.Outputs[0]).Shape!.Constants()!),
        "Gemm" => RefElementwise.Add(RefMatrix.Matmul(In(node, 0), RefElementwise.Transpose(In(node, 1), 1, 0)), In(node, 2)),
        "LayerNormalization" => RefReductions.LayerNorm(In(node, 0), 1, node.Float("epsilon", 1e-5f), In(node, 1), In(node, 2)),
        "GlobalAveragePool" => RefReductions.Mean(In(node, 0), [2, 3], keep: true),
        "BatchNormalization" => RefReductions.BatchNorm(
            In(node, 0), In(node, 1), In(node, 2), In(node, 3), In(node, 4), node.Float("epsilon", 1e-5f)),
        "Conv" => RefWindows.Conv2d(In(node, 0), In(node, 1), null, Pair(node, "strides"), node.Ints("pads")!, (1, 1)),
        "MaxPool" => RefWindows.MaxPool(In(node, 0), Pair(node, "kernel_shape"), Pair(node, "strides"), node.Ints("pads")!),
        _ => throw new ArgumentException($"{node}: no evaluator"),
    };

    private static (long, long) Pair(GraphNode node, string name) => (node.Ints(name)![0], node.Ints(name)![1]);
}
