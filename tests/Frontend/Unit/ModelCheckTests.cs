using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Onnx;
using ActorSim.Frontend.Onnx.Coverage;
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
