using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using ActorSim.Frontend.Diagnostics;
using Xunit;

namespace ActorSim.Frontend.Tests.Failure;

public sealed class VectorKernelFailureTests
{
    [Fact]
    public void A_floor_division_left_in_an_address_names_the_expression_and_the_tensor()
    {
        var i = IndexVar.Loop("i", 12);
        var tensor = new TensorDecl(0, "weights", ElementType.F32, [12], TensorRole.Input);
        var buffer = new SpadBuffer(0, "b", ElementType.F32, [1], -1, 1, 0);
        var load = new Transfer(TransferDirection.Load, 0, IndexExpr.FloorDiv(i, 5), 0, [new TransferAxis(1, 0, 0)]);
        var kernel = new Kernel("k", [], [buffer], 0, [new Loop(LoopKind.Parallel, i, 12, 1, [load])]);
        var bag = new DiagnosticBag();
        new AffineContract().Run(new Module("m", MachineFacts.Toy8, [], [tensor], [kernel]), bag);
        var finding = Assert.Single(bag.All);
        Assert.Equal("SIM2003", finding.Code.Id);
        Assert.Contains("floordiv(i, 5)", finding.Message);
        Assert.Contains("weights", finding.Message);
    }

    [Fact]
    public void A_tile_that_cannot_fit_names_its_buffers_and_bytes()
    {
        var bag = new DiagnosticBag();
        var context = new CompileContext(new MachineFacts(8, 16, 64), new CompileOptions(), bag);
        var module = new ModuleBuilder("m", context.Machine);
        var x = module.Tensor("x", ElementType.F32, [64], TensorRole.Input);
        var z = module.Tensor("z", ElementType.F32, [64], TensorRole.Input);
        ElementwiseKernels.Apply(module, context, ScalarFunctions.Find("add")!, module.Tensor("y", ElementType.F32, [64], TensorRole.Output),
            [x, z]);
        var finding = Assert.Single(bag.All);
        Assert.Equal("SIM5201", finding.Code.Id);
        Assert.Contains("half of the scratchpad's lane is 8 bytes", finding.Message);
    }

    [Fact]
    public void Extents_that_do_not_broadcast_are_refused() =>
        Assert.Throws<ArgumentException>(() => Shapes.Broadcast([3, 4], [5]));
}
