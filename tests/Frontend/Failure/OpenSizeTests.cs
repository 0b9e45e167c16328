using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using Xunit;
using static ActorSim.Frontend.Tests.Unit.OnnxGraphs;

namespace ActorSim.Frontend.Tests.Failure;

/// <summary>Models with sizes that have no value yet.</summary>
public sealed class OpenSizeTests
{
    private static readonly GraphTensor Numbers = GraphTensor.OfDoubles("x", OnnxElementType.Float32, [2, 4], [1, -2, 3, -4, 5, -6, 7, -8]);

    [Fact]
    public void A_size_without_a_value_is_asked_for_by_name()
    {
        var model = ModelCompiler.Compile(Of([Input("x", N, 4)], [], [Node("Relu", ["x"], "y")], "y"), "m.onnx", MachineFacts.Toy8);
        var inputs = new Dictionary<string, GraphTensor> { ["x"] = Numbers };
        var refusal = Assert.Throws<CompileException>(() => ModelExecution.Run(model, inputs));
        Assert.Contains("'n' is missing", refusal.Message);
        var sizes = new Dictionary<string, long> { ["n"] = 2 };
        Assert.Equal([1, 0, 3, 0, 5, 0, 7, 0], ModelExecution.Run(model, inputs, sizes)[0].ToDoubles());
    }

    [Fact]
    public void An_operator_that_needs_the_size_while_compiling_says_so_and_takes_it_then()
    {
        var graph = Of([Input("x", N, 4)], [Ints("sizes", 4, 4)], [Node("Resize", ["x", "", "", "sizes"], "y")], "y");
        var refusal = Assert.Throws<CompileException>(() => ModelCompiler.Compile(graph, "m.onnx", MachineFacts.Toy8));
        Assert.Contains("Resize 'Resize_y': an axis of n is resized: give its size", refusal.Message);
        Assert.NotNull(ModelCompiler.Compile(graph, "m.onnx", MachineFacts.Toy8, new Dictionary<string, long> { ["n"] = 2 }));
    }

    [Fact]
    public void A_shape_that_does_not_follow_from_open_sizes_is_refused_with_their_names()
    {
        var graph = Of([Input("x", N, 4)], [GraphTensor.OfDoubles("scales", OnnxElementType.Float32, [2], [1.25, 1])],
            [Node("Resize", ["x", "", "scales"], "y")], "y");
        var refusal = Assert.Throws<OnnxException>(() => ModelCompiler.Compile(graph, "m.onnx", MachineFacts.Toy8));
        Assert.Contains("the shape [y.0, 4] of 'y' does not follow from open sizes: give n, unless it depends on data", refusal.Message);
        Assert.NotNull(ModelCompiler.Compile(graph, "m.onnx", MachineFacts.Toy8, new Dictionary<string, long> { ["n"] = 8 }));
    }

    [Fact]
    public void Numbers_that_follow_from_open_sizes_shape_tensors_and_are_computed_with()
    {
        var graph = Of([Input("x", N, 4)], [Ints("first", 0), Ints("halves", 2, 2)],
            [
                Node("Shape", ["x"], "shape"), Node("Gather", ["shape", "first"], "n"), Node("Concat", ["n", "halves"], "split", NodeAttribute.Int("axis", 0)),
                Node("Reshape", ["x", "split"], "parts"), Node("Cast", ["n"], "many", NodeAttribute.Int("to", 1)), Node("Mul", ["parts", "many"], "y"),
            ], "y");
        var model = ModelCompiler.Compile(graph, "m.onnx", MachineFacts.Toy8);
        var sizes = new Dictionary<string, long> { ["n"] = 2 };
        var y = ModelExecution.Run(model, new Dictionary<string, GraphTensor> { ["x"] = Numbers }, sizes)[0];
        Assert.Equal([2L, 2, 2], y.Shape.ToArray());
        Assert.Equal([2, -4, 6, -8, 10, -12, 14, -16], y.ToDoubles());
    }
}
