using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Interpreter;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Tests.Emission;

/// <summary>Small modules written by hand.</summary>
internal static class HandMade
{
    public static MachineFacts Machine { get; } = new(4, 1 << 16, 128);

    public static Module Module(IEnumerable<TensorDecl> tensors, IEnumerable<SpadBuffer> buffers, params Statement[] body) => new(
        "hand", Machine, [], [.. tensors], [new Kernel("k", [], [.. buffers], 4, [.. body])]);

    public static TensorDecl Tensor(int id, ElementType type, TensorRole role, params long[] shape) =>
        new(id, "t" + id, type, [.. shape.Select(IndexExpr.Of)], role);

    public static SpadBuffer Buffer(int id, ElementType type, int laneAxis, params long[] shape) =>
        new(id, "b" + id, type, [.. shape], laneAxis, 1, BufferRole.Load);

    /// <summary>Copies a dense tensor of this shape through a buffer of the same shape.</summary>
    public static Module Copy(int laneAxis, params long[] shape)
    {
        var strides = Tensor(0, ElementType.I32, TensorRole.Input, shape).Strides;
        ImmutableArray<TransferAxis> axes = [.. shape.Select((extent, k) => new TransferAxis(extent, strides[k], k))];
        return Copy(laneAxis, axes, shape);
    }

    public static Module Copy(int laneAxis, ImmutableArray<TransferAxis> axes, params long[] shape) => Module(
        [Tensor(0, ElementType.I32, TensorRole.Input, shape), Tensor(1, ElementType.I32, TensorRole.InOut, shape)],
        [Buffer(0, ElementType.I32, laneAxis, shape)],
        new Transfer(TransferDirection.Load, 0, 0, 0, axes) { IsAsync = true, Tag = 0, Fill = 7 },
        new Wait(0, 0, 0),
        new Transfer(TransferDirection.Store, 1, 0, 0, axes));

    public static KernelPackage Package(Module module) => new(module, CostModel.For(module.Machine).Of(module), CompileKey.Of([]));

    /// <summary>What the module makes of these inputs.</summary>
    public static int[][] Run(Module module, params TensorData[] inputs) =>
        [.. FunctionalRun.Execute(module, inputs).Select(t => t.As<int>().ToArray())];
}
