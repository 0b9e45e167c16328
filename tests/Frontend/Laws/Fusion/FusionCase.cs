using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Onnx;
using ActorSim.Frontend.Onnx.Lowering;
using ActorSim.Frontend.Tests.Unit;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Fusion;

/// <summary>One graph compiled with and without passes; both are run on the same random inputs.</summary>
internal sealed class FusionCase
{
    private readonly List<GraphValue> _inputs = [];
    private readonly List<GraphTensor> _constants = [];
    private readonly List<GraphNode> _nodes = [];
    private readonly Random _random = new(5);
    private int _opset = 17;

    public FusionCase Opset(int opset)
    {
        _opset = opset;
        return this;
    }

    public FusionCase Input(string name, params long[] shape)
    {
        _inputs.Add(OnnxGraphs.Input(name, [.. shape.Select(s => (Dim)s)]));
        return this;
    }

    public FusionCase Weight(string name, params long[] shape) => Add(Random(name, shape));

    /// <summary>Values from 0.5 to 1.5.</summary>
    public FusionCase Positive(string name, params long[] shape)
    {
        var tensor = Random(name, shape);
        return Add(GraphTensor.OfDoubles(name, tensor.Element, shape, [.. tensor.ToDoubles().Select(v => 1 + v / 2)]));
    }

    public FusionCase Real(string name, double value) => Add(GraphTensor.OfDoubles(name, Graph.ElementType.Float32, [], [value]));

    public FusionCase Ints(string name, params long[] values) => Add(OnnxGraphs.Ints(name, values));

    public FusionCase Node(string op, string output, string inputs, params NodeAttribute[] attributes)
    {
        _nodes.Add(OnnxGraphs.Node(op, inputs.Split(' '), output, attributes) with { Opset = _opset });
        return this;
    }

    /// <summary>Kernels with and without passes, after both have given the same outputs.</summary>
    public (int Fused, int Apart) Kernels(params string[] outputs)
    {
        var graph = OnnxGraphs.Of([.. _inputs], [.. _constants], [.. _nodes], outputs);
        var inputs = _inputs.ToDictionary(i => i.Name, i => Random(i.Name, i.Shape!.Constants()!));
        var (fused, apart) = (Compile(graph, true), Compile(graph, false));
        var (results, expected) = (ModelExecution.Run(fused, inputs), ModelExecution.Run(apart, inputs));
        for (var o = 0; o < outputs.Length; o++)
        {
            Assert.Equal(expected[o].Shape, results[o].Shape);
            AssertClose(expected[o].ToDoubles(), results[o].ToDoubles(), outputs[o]);
        }

        return (fused.Module.Kernels.Length, apart.Module.Kernels.Length);
    }

    private static CompiledModel Compile(ModelGraph graph, bool fuse) => ModelCompiler.Compile(graph, "test", MachineFacts.Toy8, fuse: fuse);

    private static void AssertClose(double[] expected, double[] actual, string name)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-4 + 1e-4 * Math.Abs(expected[i]),
                $"{name}[{i}] is {actual[i]} fused and {expected[i]} apart");
    }

    private FusionCase Add(GraphTensor tensor)
    {
        _constants.Add(tensor);
        return this;
    }

    private GraphTensor Random(string name, long[] shape) => GraphTensor.OfDoubles(name, Graph.ElementType.Float32, shape,
        [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => _random.NextDouble() * 2 - 1)]);
}
