using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Compiler.Operators.Coverage;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using ActorSim.Frontend.Onnx.Zoo;
using Xunit;
using static ActorSim.Frontend.Tests.Unit.OnnxGraphs;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class ModelCheckTests
{
    [Fact]
    public void Every_node_is_compiled_free_folded_or_unsupported()
    {
        var check = Check(OperatorCatalog.WithFreeOperators().Compiles("Relu"));
        Assert.Equal(
            [("Erf", OperatorStatus.Unsupported, 2), ("Relu", OperatorStatus.Compiled, 1), ("Reshape", OperatorStatus.Free, 1),
                ("Shape", OperatorStatus.ConstantFolded, 1)],
            check.Rows.Select(r => (r.Operator, r.Status, r.Nodes.Length)));
        Assert.False(check.IsSupported);
    }

    [Fact]
    public void Unsupported_operators_are_reported_together_with_the_names_of_their_nodes()
    {
        var e = Assert.Throws<OnnxException>(() => Check(OperatorCatalog.WithFreeOperators()).ThrowIfUnsupported("m.onnx"));
        Assert.Contains("operator Erf (opset 17): is not supported: no kernel; nodes 'Erf_e', 'Erf_f'", e.Message);
        Assert.Contains("operator Relu (opset 17)", e.Message);
    }

    [Fact]
    public void A_kernel_may_refuse_a_node_with_its_reason()
    {
        var catalog = OperatorCatalog.WithFreeOperators().Compiles("Relu");
        var check = Check(catalog.Compiles("Erf", (n, _) => n.Name == "Erf_f" ? "too odd" : null));
        var row = Assert.Single(check.Rows, r => r.Status == OperatorStatus.Unsupported);
        Assert.Equal(("Erf", "too odd", "Erf_f"), (row.Operator, row.Reason, Assert.Single(row.Nodes)));
    }

    [Fact]
    public void A_model_that_is_covered_throws_nothing()
    {
        var check = Check(OperatorCatalog.WithFreeOperators().Compiles("Relu").Compiles("Erf"));
        check.ThrowIfUnsupported("m.onnx");
        Assert.True(check.IsSupported);
    }

    [Fact]
    public void Operators_that_only_rename_or_reshape_are_listed_as_free_and_make_no_kernel()
    {
        GraphNode[] nodes =
        [
            Node("Identity", ["x"], "a"), Node("Flatten", ["a"], "b"), Node("Unsqueeze", ["b", "axis"], "c"), Node("Squeeze", ["c", "axis"], "d"),
            Node("Reshape", ["d", "shape"], "e"), Node("Dropout", ["e"], "f"), Node("Relu", ["f"], "y"),
        ];
        var graph = ModelImport.Finish(Of([Input("x", N, 2, 3)], [Ints("axis", 0), Ints("shape", -1, 3, 2)], nodes, "y"), "m.onnx");
        var check = ModelCheck.Of(graph, OperatorLowerings.Catalog());
        Assert.Equal(["Dropout", "Flatten", "Identity", "Reshape", "Squeeze", "Unsqueeze"],
            check.Rows.Where(r => r.Status == OperatorStatus.Free).Select(r => r.Operator));
        Assert.Equal("Relu_y", Assert.Single(ModelCompiler.Compile(graph, "m.onnx", MachineFacts.Toy8).Layers));
    }

    [Fact]
    public void All_that_cannot_be_compiled_is_named_at_once_with_its_reason()
    {
        GraphNode[] nodes =
        [
            Node("NonZero", ["x"], "p"), Node("Slice", ["x", "from", "to"], "q"), Node("Relu", ["q"], "r"), Node("Nonsense", ["r"], "s"),
            Node("Range", ["from", "to", "to"], "y"),
        ];
        var numbers = new[] { "from", "to" }.Select(n => new GraphValue(n, ValueKind.Tensor, OnnxElementType.Int64, new TensorShape([1])));
        var graph = Of([Input("x", N, 4), .. numbers], [], nodes, "y");
        var message = Assert.Throws<OnnxException>(() => ModelCompiler.Compile(graph, "m.onnx", MachineFacts.Toy8)).Message;
        Assert.Contains("operator NonZero (opset 17): is not supported: the size of the output depends on data; nodes 'NonZero_p'", message);
        Assert.Contains("operator Slice (opset 17): is not supported: input 'from' must be known while compiling", message);
        Assert.Contains("operator Nonsense (opset 17): is not supported: no kernel; nodes 'Nonsense_s'", message);
        Assert.Contains("operator Range (opset 17): is not supported: the shape [y.0] of 'y' depends on data", message);
        Assert.DoesNotContain("Relu", message);
    }

    [Fact]
    public void Every_model_of_the_zoo_is_covered_whatever_its_sizes() => Assert.All(ModelZoo.Models, model =>
        Assert.True(ModelCheck.Of(ModelImport.Finish(model.Build(new ZooOptions()), model.Name), OperatorLowerings.Catalog()).IsSupported, model.Name));

    private static ModelCheck Check(OperatorCatalog catalog)
    {
        GraphNode[] nodes =
        [
            Node("Relu", ["x"], "r"), Node("Erf", ["r"], "e"), Node("Erf", ["e"], "f"),
            Node("Shape", ["x"], "s"), Node("Reshape", ["f", "s"], "y"),
        ];
        return ModelCheck.Of(ModelImport.Finish(Of([Input("x", N, 4)], [], nodes, "y"), "m.onnx"), catalog);
    }
}
