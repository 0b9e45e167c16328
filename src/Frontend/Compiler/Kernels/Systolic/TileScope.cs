using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>One kernel under construction: its buffers, semaphores, and statements that many kernels share.</summary>
internal sealed class TileScope(ModuleBuilder module)
{
    private readonly List<SpadBuffer> _buffers = [];
    private int _tags;

    public ModuleBuilder Module => module;

    public SpadBuffer Buffer(string name, ElementType type, BufferRole role, int laneAxis, params ReadOnlySpan<long> shape)
    {
        var buffer = new SpadBuffer(_buffers.Count, name, type, [.. shape], laneAxis, 1, role);
        _buffers.Add(buffer);
        return buffer;
    }

    public int Tag() => _tags++;

    public Kernel Build(string name, ImmutableArray<Statement> body, params KeyValuePair<string, string>[] notes) =>
        new(name, [], [.. _buffers], _tags, body) { Notes = [.. notes] };

    /// <summary>An asynchronous load with a semaphore of its own, cut into subtiles if any are given.</summary>
    public Transfer Load(TensorDecl tensor, IndexExpr start, SpadBuffer to, ImmutableArray<TransferAxis> axes, params long[] subtile) =>
        new(TransferDirection.Load, tensor.Id, start, to.Id, axes)
        {
            Origin = Zeros(to.Shape.Length),
            IsAsync = true,
            Tag = Tag(),
            Subtile = [.. subtile],
        };

    public static Wait WaitFor(Transfer load) => new(load.Tag, load.Slot, load.Buffer);

    public static Transfer Store(TensorDecl tensor, IndexExpr start, SpadBuffer from, ImmutableArray<TransferAxis> axes) =>
        new(TransferDirection.Store, tensor.Id, start, from.Id, axes) { Origin = Zeros(from.Shape.Length) };

    public static ImmutableArray<IndexExpr> Zeros(int rank) => [.. Enumerable.Repeat(IndexExpr.Zero, rank)];

    public static MatrixOperand Whole(SpadBuffer buffer) => new(buffer.Id, 0, 1, Zeros(2));

    /// <summary>How many of a tile's <paramref name="tile"/> elements from <paramref name="start"/> exist; null if provably all.</summary>
    public static IndexExpr? Valid(long tile, IndexExpr extent, IndexExpr start)
    {
        if (IndexExpr.Divides(tile, extent)) return null;
        var valid = IndexExpr.Min(tile, extent - start);
        return valid.TryConstant(out var all) && all == tile ? null : valid;
    }
}
