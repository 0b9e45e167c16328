using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Tests.Reference;
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

    public FusionCase Real(string name, double value) => Add(GraphTensor.OfDoubles(name, OnnxElementType.Float32, [], [value]));

    public FusionCase Truth(string name, long rows, long columns, Func<long, long, bool> isTrue) => Add(GraphTensor.OfInt64s(
        name, OnnxElementType.Bool, [rows, columns], [.. Enumerable.Range(0, (int)(rows * columns)).Select(i => isTrue(i / columns, i % columns) ? 1L : 0)]));

    /// <summary>Whole numbers first, first + 1, ...</summary>
    public FusionCase IntTable(string name, long rows, long columns, long first) => Add(GraphTensor.OfInt64s(
        name, OnnxElementType.Int64, [rows, columns], [.. Enumerable.Range(0, (int)(rows * columns)).Select(i => first + i)]));

    /// <summary>A product of an input with a weight, seen as heads of width 4.</summary>
    public FusionCase Projected(string name, long tokens, long heads) => Input($"{name}x", 2, tokens, 6).Weight($"{name}w", 6, 4 * heads)
        .Ints($"{name}s", 0, 0, heads, 4).Node("MatMul", $"{name}p", $"{name}x {name}w").Node("Reshape", $"{name}h", $"{name}p {name}s")
        .Node("Transpose", name, $"{name}h", NodeAttribute.IntList("perm", [0, 2, 1, 3]));

    /// <summary>Two heads, each repeated for three.</summary>
    public FusionCase Grouped(string name) => Input(name, 2, 2, 7, 4).Ints($"{name}a", 2).Ints($"{name}b", 2, 2, 3, 7, 4)
        .Ints($"{name}c", 2, 6, 7, 4).Node("Unsqueeze", $"{name}u", $"{name} {name}a").Node("Expand", $"{name}e", $"{name}u {name}b")
        .Node("Reshape", $"{name}r", $"{name}e {name}c");

    public FusionCase Ints(string name, params long[] values) => Add(OnnxGraphs.Ints(name, values));

    public FusionCase Node(string op, string output, string inputs, params NodeAttribute[] attributes)
    {
        _nodes.Add(OnnxGraphs.Node(op, inputs.Split(' '), output, attributes) with { Opset = _opset });
        return this;
    }

    /// <summary>Kernels with and without passes, after both have given what the naive evaluation gives.</summary>
    public (int Fused, int Apart) Kernels(params string[] outputs)
    {
        var (fused, apart) = Compiled(outputs);
        return (fused.Module.Kernels.Length, apart.Module.Kernels.Length);
    }

    /// <summary>Operators that are left after the passes, in order; results are checked as by <see cref="Kernels"/>.</summary>
    public string Operators(params string[] outputs) =>
        string.Join(' ', Compiled(outputs).Fused.Graph!.Nodes.Select(n => n.Operator));

    /// <summary>Both ways of compiling, after both have given what the naive evaluation gives.</summary>
    public (CompiledModel Fused, CompiledModel Apart) Compiled(params string[] outputs)
    {
        var graph = OnnxGraphs.Of([.. _inputs], [.. _constants], [.. _nodes], outputs);
        var inputs = _inputs.ToDictionary(i => i.Name, i => Random(i.Name, i.Shape!.Constants()!));
        var (fused, apart) = (Compile(graph, true), Compile(graph, false));
        var expected = NaiveGraph.Run(ModelImport.Finish(graph, "test"), inputs);
        AssertClose(outputs, expected, ModelExecution.Run(fused, inputs), "fused");
        AssertClose(outputs, expected, ModelExecution.Run(apart, inputs), "apart");
        return (fused, apart);
    }

    private static CompiledModel Compile(ModelGraph graph, bool fuse) => ModelCompiler.Compile(graph, "test", MachineFacts.Toy8, fuse: fuse);

    private static void AssertClose(
        string[] names, IReadOnlyDictionary<string, RefTensor> expected, IReadOnlyList<GraphTensor> actual, string how)
    {
        for (var o = 0; o < names.Length; o++)
        {
            var (wanted, got) = (expected[names[o]], actual[o].ToDoubles());
            Assert.Equal(wanted.Shape, actual[o].Shape.ToArray());
            for (var i = 0; i < got.Length; i++)
                Assert.True(Math.Abs(wanted.Values[i] - got[i]) <= 1e-4 + 1e-4 * Math.Abs(wanted.Values[i]),
                    $"{names[o]}[{i}] is {got[i]} {how} and should be {wanted.Values[i]}");
        }
    }

    private FusionCase Add(GraphTensor tensor)
    {
        _constants.Add(tensor);
        return this;
    }

    private GraphTensor Random(string name, long[] shape) => GraphTensor.OfDoubles(name, OnnxElementType.Float32, shape,
        [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => _random.NextDouble() * 2 - 1)]);
}
