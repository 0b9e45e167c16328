using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Passes;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Tests.Reference;
using Xunit;

namespace ActorSim.Frontend.Tests.Emission;

/// <summary>Transfers of many axes become transfers of at most four that move the same elements.</summary>
public sealed class DecomposeTransfersTests
{
    [Theory]
    [InlineData(-1, 3L, 4L)]
    [InlineData(1, 3L, 4L, 2L, 5L)]
    [InlineData(4, 2L, 2L, 3L, 4L, 8L)]
    [InlineData(0, 2L, 2L, 3L, 4L, 8L)]
    [InlineData(2, 1L, 1L, 6L, 1L, 4L, 1L, 1L)]
    [InlineData(5, 2L, 1L, 2L, 3L, 2L, 5L, 2L)]
    public void A_copy_of_any_rank_still_copies(int laneAxis, params long[] shape)
    {
        var lowered = Lower(HandMade.Copy(laneAxis, shape));
        Assert.All(Transfers(lowered), t => Assert.InRange(t.Axes.Length, 1, 4));
        var count = (int)shape.Aggregate(1L, (product, extent) => product * extent);
        var input = TensorData.Of(Enumerable.Range(1, count).ToArray(), shape);
        Assert.Equal(Enumerable.Range(1, count), HandMade.Run(lowered, input, TensorData.Zeros(ElementType.I32, shape))[0]);
        Assert.NotEmpty(Compiled.Trace(HandMade.Package(lowered)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Bounds_of_any_axis_survive(int bounded)
    {
        long[] shape = [3, 3, 3, 3, 3];
        var strides = HandMade.Tensor(0, ElementType.I32, TensorRole.Input, shape).Strides;
        ImmutableArray<TransferAxis> axes = [.. shape.Select((extent, k) => new TransferAxis(
            extent, strides[k], k, 1, k == bounded ? IndexExpr.One : null, k == bounded ? (IndexExpr)2 : null))];
        var module = HandMade.Copy(4, axes, shape);
        var input = TensorData.Of(Enumerable.Range(1, 243).ToArray(), shape);
        var zeros = TensorData.Zeros(ElementType.I32, shape);
        Assert.Equal(HandMade.Run(module, input, zeros)[0], HandMade.Run(Lower(module), input, zeros)[0]);
    }

    [Fact]
    public void Bounds_of_all_axes_survive_together()
    {
        long[] shape = [2, 3, 1, 3, 3, 3];
        var strides = HandMade.Tensor(0, ElementType.I32, TensorRole.Input, shape).Strides;
        ImmutableArray<TransferAxis> axes = [.. shape.Select((extent, k) => new TransferAxis(
            extent, strides[k], k, 1, Math.Min(1, extent - 1), 2))];
        var module = HandMade.Copy(5, axes, shape);
        var input = TensorData.Of(Enumerable.Range(1, 162).ToArray(), shape);
        var zeros = TensorData.Zeros(ElementType.I32, shape);
        Assert.Equal(HandMade.Run(module, input, zeros)[0], HandMade.Run(Lower(module), input, zeros)[0]);
    }

    [Fact]
    public void A_peeled_load_is_synchronous_and_its_wait_goes()
    {
        var lowered = Lower(HandMade.Copy(4, 2, 2, 2, 2, 8));
        Assert.All(Transfers(lowered), t => Assert.False(t.IsAsync));
        Assert.Empty(lowered.Kernels[0].Body.All().OfType<Wait>());
    }

    [Fact]
    public void Four_axes_stay_as_they_are()
    {
        var module = HandMade.Copy(3, 2, 2, 2, 8);
        Assert.Equal(ModuleText.Of(module), ModuleText.Of(Lower(module)));
    }

    [Fact]
    public void The_peeled_axes_are_one_affine_expression_of_the_loops()
    {
        var load = Transfers(Lower(HandMade.Copy(4, 2, 3, 4, 5, 8))).First();
        Assert.True(load.Base.IsAffine);
        Assert.Equal([3L, 4, 5, 8], load.Axes.Select(a => a.Extent));
        Assert.Equal("480*peel", load.Base.ToString());
    }

    [Fact]
    public void The_lane_axis_is_never_peeled()
    {
        ImmutableArray<TransferAxis> axes = [.. Enumerable.Range(0, 5).Select(k => new TransferAxis(2, 1L << k, 0, 1L << k))];
        var bag = new DiagnosticBag();
        new DecomposeTransfers().Run(HandMade.Copy(0, axes, 32), bag);
        Assert.All(bag.All, d => Assert.Equal(DecomposeTransfers.LaneAxisPeeled, d.Code));
        Assert.Equal(2, bag.All.Count);
    }

    private static IEnumerable<Transfer> Transfers(Module module) => module.Kernels[0].Body.All().OfType<Transfer>();

    private static Module Lower(Module module)
    {
        var bag = new DiagnosticBag();
        var lowered = new DecomposeTransfers().Run(module, bag);
        Assert.Empty(bag.All);
        return lowered;
    }
}
