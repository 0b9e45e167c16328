using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using ActorSim.Frontend.Onnx.Shapes;
using Xunit;
using static ActorSim.Frontend.Tests.Unit.OnnxGraphs;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class ShapeInferenceTests
{
    [Theory]
    [InlineData(0, -1, "[2, 12*n]")]
    [InlineData(-1, 4, "[6*n, 4]")]
    public void Reshape_solves_for_the_open_size_with_symbols(long first, long second, string expected) =>
        Assert.Equal(expected, Inferred(Input("x", 2, N, 12), Node("Reshape", ["x", "s"], "y"), Ints("s", first, second)).ToString());

    [Fact]
    public void A_convolution_keeps_a_symbolic_height_exact_where_it_divides()
    {
        var w = new GraphTensor("w", OnnxElementType.Float32, [8, 3, 3, 3], new TensorContent.Absent());
        NodeAttribute[] attributes = [NodeAttribute.IntList("pads", [1, 1, 1, 1]), NodeAttribute.IntList("strides", [2, 2])];
        var x = Input("x", 1, 3, 2 * N, N);
        Assert.Equal("[1, 8, n, floor((n - 1)/(2)) + 1]",
            Inferred(x, Node("Conv", ["x", "w"], "y", attributes), w).ToString());
    }

    [Fact]
    public void A_slice_counts_from_the_end_and_beyond_it()
    {
        GraphTensor[] constants = [Ints("from", -3), Ints("to", long.MaxValue), Ints("axes", 1)];
        Assert.Equal("[2, 3]", Inferred(Input("x", 2, N), Node("Slice", ["x", "from", "to", "axes"], "y"), constants).ToString());
    }

    [Fact]
    public void A_shape_that_is_computed_from_a_shape_keeps_its_symbols()
    {
        GraphNode[] nodes =
        [
            Node("Shape", ["x"], "shape"),
            Node("Slice", ["shape", "zero", "one"], "head"),
            Node("Concat", ["head", "tail"], "wanted", NodeAttribute.Int("axis", 0)),
            Node("Reshape", ["x", "wanted"], "y"),
        ];
        var graph = Of([Input("x", N, 4, 6)], [Ints("zero", 0), Ints("one", 1), Ints("tail", 24)], nodes, "y");
        Assert.Equal("[n, 24]", ShapeInference.Infer(graph, "m").Value("y").Shape!.ToString());
        var bound = ShapeInference.Infer(graph, "m", new Dictionary<string, long> { ["n"] = 5 });
        Assert.Equal("[5, 24]", bound.Value("y").Shape!.ToString());
        Assert.Equal(["shape", "head", "wanted"], ConstantFolding.Fold(bound).Folded.Select(f => f.Outputs[0]));
    }

    [Fact]
    public void An_input_that_is_given_while_compiling_decides_the_sizes_that_follow_from_it()
    {
        var shape = new GraphValue("s", ValueKind.Tensor, OnnxElementType.Int64, TensorShape.Of([2]));
        var graph = Of([Input("x", N, 4), shape], [], [Node("Reshape", ["x", "s"], "y")], "y");
        Assert.Equal("[y.0, y.1]", ShapeInference.Infer(graph, "m").Value("y").Shape!.ToString());
        var given = InputConstants.Bind(graph, [Ints("s", 2, -1)]);
        Assert.Equal(["x"], given.Inputs.ToArray());
        Assert.Equal("[2, 2*n]", ShapeInference.Infer(given, "m").Value("y").Shape!.ToString());
    }

    [Fact]
    public void Values_are_followed_with_the_rounding_of_their_type()
    {
        NodeAttribute To(OnnxElementType type) => NodeAttribute.Int("to", (long)type);
        GraphNode[] nodes =
        [
            Node("Cast", ["c"], "narrow", To(OnnxElementType.BFloat16)), Node("Cast", ["narrow"], "wide", To(OnnxElementType.Float32)),
        ];
        var constant = GraphTensor.OfDoubles("c", OnnxElementType.Float32, [1], [1.01171875]);
        var graph = Of([], [constant], nodes, "wide");
        graph = graph with { Values = graph.Values.SetItem("c", graph.Value("c") with { Known = KnownTensor.OfReals([1], [1.01171875]) }) };
        Assert.Equal([1.015625], ShapeInference.Infer(graph, "m").Value("wide").Known!.ConstantReals()!);
    }

    [Fact]
    public void Nodes_that_do_not_fit_are_reported_together_with_the_shapes_of_their_inputs()
    {
        GraphNode[] nodes =
        [
            Node("MatMul", ["x", "x"], "a"),
            Node("Transpose", ["x"], "b", NodeAttribute.IntList("perm", [0, 0])),
            Node("Concat", ["x", "z"], "c", NodeAttribute.Int("axis", 5)),
        ];
        var e = Assert.Throws<OnnxException>(() =>
            ShapeInference.Infer(Of([Input("x", 2, 3), Input("z", 2, 3)], [], nodes, "a", "b", "c"), "m.onnx"));
        Assert.Equal(3, e.Problems.Count);
        Assert.Contains("MatMul 'MatMul_a': the inner sizes of [2, 3] and [2, 3]: 3 and 2 have to be equal; inputs Float32", e.Message);
        Assert.Contains("m.onnx: 3 problems", e.Message);
    }

    [Fact]
    public void An_input_that_an_operator_cannot_do_without_is_asked_for()
    {
        var graph = Of([Input("x", 2, 3)], [], [Node("Where", ["x", "", "x"], "y")], "y");
        Assert.Contains("Where 'Where_y': lacks input 1", Assert.Throws<OnnxException>(() => ShapeInference.Infer(graph, "m")).Message);
    }

    [Fact]
    public void A_declared_shape_that_cannot_be_is_a_problem()
    {
        var graph = Of([Input("x", 2, 3)], [], [Node("Relu", ["x"], "y")], "y");
        graph = graph with { Values = graph.Values.SetItem("y", Input("y", 2, 4)) };
        Assert.Contains("declared as [2, 4], but has shape [2, 3]",
            Assert.Throws<OnnxException>(() => ShapeInference.Infer(graph, "m")).Message);
    }

    [Fact]
    public void A_computed_tensor_larger_than_the_bound_is_refused()
    {
        var graph = Of([Input("x", 1 << 20, 1), Input("z", 1, 1 << 20)], [], [Node("Add", ["x", "z"], "y")], "y");
        Assert.Contains("is larger than", Assert.Throws<OnnxException>(() => ShapeInference.Infer(graph, "m")).Message);
    }

    private static TensorShape Inferred(GraphValue input, GraphNode node, params GraphTensor[] constants) =>
        ShapeInference.Infer(Of([input], constants, [node], "y"), "m").Value("y").Shape!;
}
