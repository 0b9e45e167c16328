using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Tests.Reference;

namespace ActorSim.Frontend.Tests.Laws.Fusion;

/// <summary>A graph evaluated node by node in f64, without compiler or passes: what both ways of compiling it are compared with.</summary>
internal sealed class NaiveGraph
{
    private readonly ModelGraph _graph;
    private readonly Dictionary<string, RefTensor> _values = new(StringComparer.Ordinal);

    private NaiveGraph(ModelGraph graph) => _graph = graph;

    /// <summary>All values by name. The graph is one after import: shapes are constants.</summary>
    public static IReadOnlyDictionary<string, RefTensor> Run(ModelGraph graph, IReadOnlyDictionary<string, GraphTensor> inputs)
    {
        var run = new NaiveGraph(graph);
        foreach (var (name, tensor) in graph.Initializers.Concat(inputs)) run._values[name] = new RefTensor([.. tensor.Shape], tensor.ToDoubles());
        foreach (var node in graph.Nodes) run._values[node.Outputs[0]] = run.Value(node);
        return run._values;
    }

    private RefTensor Value(GraphNode node)
    {
        var x = node.Inputs.Select(i => i.Length > 0 ? _values[i] : null).ToArray();
        return Pointwise(node, x!) ?? Structured(node, x!);
    }

    private static RefTensor? Pointwise(GraphNode node, RefTensor[] x) => node.Operator switch
    {
        "Add" => RefElementwise.Add(x[0], x[1]),
        "Sub" => RefElementwise.Binary(x[0], x[1], (a, b) => a - b),
        "Mul" => RefElementwise.Mul(x[0], x[1]),
        "Div" => RefElementwise.Binary(x[0], x[1], (a, b) => a / b),
        "Pow" => RefElementwise.Binary(x[0], x[1], Math.Pow),
        "Max" => RefElementwise.Binary(x[0], x[1], Math.Max),
        "Sqrt" => x[0].Map(Math.Sqrt),
        "Exp" => x[0].Map(Math.Exp),
        "Tanh" => x[0].Map(Math.Tanh),
        "Erf" => x[0].Map(RefElementwise.Erf),
        "Abs" => x[0].Map(Math.Abs),
        "Relu" => x[0].Map(v => Math.Max(v, 0)),
        "Gelu" => x[0].Map(v => 0.5 * v * (1 + RefElementwise.Erf(v / Math.Sqrt(2)))),
        "Sigmoid" => x[0].Map(v => 1 / (1 + Math.Exp(-v))),
        "Clip" => x[0].Map(v => Math.Clamp(v, x[1].Values[0], x[2].Values[0])),
        "LessOrEqual" => RefElementwise.Binary(x[0], x[1], (a, b) => a <= b ? 1 : 0),
        "GreaterOrEqual" => RefElementwise.Binary(x[0], x[1], (a, b) => a >= b ? 1 : 0),
        "Where" => RefElementwise.Where(x[0], x[1], x[2]),
        _ => null,
    };

    private RefTensor Structured(GraphNode node, RefTensor[] x) => node.Operator switch
    {
        "MatMul" => RefMatrix.Matmul(x[0], x[1]),
        "Gemm" => Gemm(node, x),
        "Transpose" => RefElementwise.Transpose(x[0],
            [.. node.Ints("perm")?.Select(a => (int)a) ?? Enumerable.Range(0, x[0].Rank).Reverse()]),
        "Reshape" or "Unsqueeze" => x[0].Reshape(Shape(node)),
        "Expand" => RefElementwise.Broadcast(x[0], Shape(node)),
        "Softmax" => RefReductions.Softmax(x[0], (int)(node.Int("axis", -1) + x[0].Rank) % x[0].Rank),
        "ReduceMean" => RefReductions.Mean(
            x[0], [.. node.Ints("axes")!.Select(a => (int)(a + x[0].Rank) % x[0].Rank)], node.Int("keepdims", 1) != 0),
        "BatchNormalization" => RefReductions.BatchNorm(x[0], x[1], x[2], x[3], x[4], node.Float("epsilon", 1e-5f)),
        "Conv" => RefWindows.Conv2d(x[0], x[1], x.Length > 2 ? x[2] : null, Pair(node, "strides"), node.Ints("pads") ?? new long[4],
            Pair(node, "dilations"), node.Int("group", 1)),
        _ => throw new ArgumentException($"{node}: no evaluator"),
    };

    private long[] Shape(GraphNode node) => _graph.Value(node.Outputs[0]).Shape!.Constants()!;

    private static RefTensor Gemm(GraphNode node, RefTensor[] x)
    {
        RefTensor Operand(int input, string attribute) => node.Int(attribute, 0) != 0 ? RefElementwise.Transpose(x[input], 1, 0) : x[input];
        var product = RefMatrix.Matmul(Operand(0, "transA"), Operand(1, "transB")).Map(v => v * node.Float("alpha", 1));
        return x.Length < 3 ? product : RefElementwise.Add(product, x[2].Map(v => v * node.Float("beta", 1)));
    }

    private static (long, long) Pair(GraphNode node, string name) => node.Ints(name) is [var a, var b] ? (a, b) : (1, 1);
}
