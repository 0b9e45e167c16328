using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>Makes the tiled kernel of scalar code and a tile plan: steps in order, which talk through scratchpad buffers alone.</summary>
internal sealed class KernelCodegen(LoopKernel kernel, TilePlan plan)
{
    private readonly List<SpadBuffer> _buffers = [];
    private readonly Dictionary<(int Stage, int Op), TileBuffer> _stageValues = [];

    public LoopKernel Kernel => kernel;

    public TilePlan Plan => plan;

    /// <summary>Loaded tiles that stay valid for the rest of the work-item, by what was loaded.</summary>
    public Dictionary<string, TileBuffer> Resident { get; } = [];

    public Kernel Generate()
    {
        var body = new List<Statement>();
        for (var stage = 0; stage < kernel.Stages.Length; stage++) new StageCodegen(this, stage).Generate(body);
        ImmutableArray<Statement> nest = [.. body];
        foreach (var axis in plan.Axes.Where(a => a.Outer is not null)) nest = Walk(axis, nest);
        foreach (var axis in kernel.Axes.Reverse()) nest = Around(LoopKind.Parallel, plan[axis], nest);
        return new Kernel(kernel.Name, [], [.. _buffers], 0, nest)
        {
            Notes = [new("tile", plan.ToString())],
        };
    }

    /// <summary>The loop over an axis' tiles, if there are several.</summary>
    public static ImmutableArray<Statement> Around(LoopKind kind, AxisTile axis, ImmutableArray<Statement> body) =>
        (axis.Outer ?? axis.Loop) is { } loop ? [new Loop(kind, loop, axis.Extent, axis.Tile * axis.TilesPerItem, body)] : body;

    // The tiles of one work-item.
    private static ImmutableArray<Statement> Walk(AxisTile axis, ImmutableArray<Statement> body)
    {
        var (outer, loop) = (axis.Outer!, axis.Loop!);
        var points = axis.Tile * axis.TilesPerItem;
        var extent = IndexExpr.Divides(points, axis.Extent) ? points : IndexExpr.Min(points, axis.Extent - outer);
        return [new Loop(LoopKind.Inner, loop, extent, axis.Tile, body)];
    }

    /// <summary>A new buffer whose dimensions follow these axes (null: extent 1).</summary>
    public TileBuffer Allocate(string name, ElementType type, ImmutableArray<IndexVar?> dims, BufferRole role)
    {
        if (dims.IsEmpty) dims = [null];
        var lane = plan.Lane is null ? -1 : dims.IndexOf(plan.Lane);
        ImmutableArray<long> shape = [.. dims.Select(d => d is null ? 1 : plan[d].Tile)];
        var buffer = new SpadBuffer(_buffers.Count, $"{name}{_buffers.Count}", type, shape, lane, lane < 0 ? 1 : plan.LaneStride, role);
        _buffers.Add(buffer);
        return new TileBuffer(buffer, dims);
    }

    public TileBuffer StageValue(int stage, int op) => _stageValues[(stage, op)];

    public void SetStageValue(int stage, int op, TileBuffer buffer) => _stageValues[(stage, op)] = buffer;
}
