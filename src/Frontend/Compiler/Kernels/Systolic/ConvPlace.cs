using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Tiling;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>Where a tile of a convolution lies: parallel loops over group, batch, output channels and pixels; reductions over kernel
/// positions and input channels. A loop of one trip is left out and its index is 0.</summary>
internal sealed class ConvPlace
{
    private readonly List<Loop> _parallel = [];
    private readonly List<Loop> _reduction = [];

    public ConvPlace(ModuleBuilder module, ConvSpec spec, ConvTile tile)
    {
        var rank = spec.Axes.Length;
        Outputs = Extents(rank, tile.OutHeight, tile.OutWidth);
        Kernels = Extents(rank, tile.KernelHeight, tile.KernelWidth);
        Rows = tile.IsSingleBatch ? 1 : tile.M;
        Group = Place(module, _parallel, LoopKind.Parallel, "g", spec.Groups, 1);
        Batch = Place(module, _parallel, LoopKind.Parallel, "b", spec.Batch, Rows);
        OutChannel = Place(module, _parallel, LoopKind.Parallel, "oc", spec.GroupOut, tile.N);
        Pixels = [.. spec.Axes.Select((axis, d) => Place(module, _parallel, LoopKind.Parallel, "o", axis.Out, Outputs[d]))];
        if (_parallel.Count == 0) _parallel.Add(new Loop(LoopKind.Parallel, module.LoopVar("b", 1), 1, 1, []));
        Positions = [.. spec.Axes.Select((axis, d) => Place(module, _reduction, LoopKind.Reduction, "k", axis.Kernel, Kernels[d]))];
        InChannel = tile.Form == ConvForm.MultiTile
            ? IndexExpr.Zero
            : Place(module, _reduction, LoopKind.Reduction, "c", spec.GroupIn, tile.K);
        ValidBatch = TileScope.Valid(Rows, spec.Batch, Batch);
        ValidOut = TileScope.Valid(tile.N, spec.GroupOut, OutChannel);
        ValidIn = tile.Form == ConvForm.MultiTile ? null : TileScope.Valid(tile.K, spec.GroupIn, InChannel);
        ValidPixels = [.. spec.Axes.Select((axis, d) => TileScope.Valid(Outputs[d], axis.Out, Pixels[d]))];
    }

    /// <summary>Output pixels and kernel positions of a tile along each spatial axis.</summary>
    public ImmutableArray<long> Outputs { get; }

    public ImmutableArray<long> Kernels { get; }

    /// <summary>Batch elements of a tile.</summary>
    public long Rows { get; }

    public IndexExpr Group { get; }

    public IndexExpr Batch { get; }

    /// <summary>First channel of the tile within its group.</summary>
    public IndexExpr OutChannel { get; }

    public IndexExpr InChannel { get; }

    public ImmutableArray<IndexExpr> Pixels { get; }

    public ImmutableArray<IndexExpr> Positions { get; }

    public IndexExpr? ValidBatch { get; }

    public IndexExpr? ValidOut { get; }

    public IndexExpr? ValidIn { get; }

    public ImmutableArray<IndexExpr?> ValidPixels { get; }

    public ImmutableArray<Statement> WrapParallel(ImmutableArray<Statement> body) => Wrap(_parallel, body);

    public ImmutableArray<Statement> WrapReduction(ImmutableArray<Statement> body) => Wrap(_reduction, body);

    private static ImmutableArray<Statement> Wrap(List<Loop> loops, ImmutableArray<Statement> body)
    {
        for (var i = loops.Count - 1; i >= 0; i--) body = [loops[i] with { Body = body }];
        return body;
    }

    private static ImmutableArray<long> Extents(int rank, long height, long width) => rank switch
    {
        1 => [width],
        2 => [height, width],
        _ => [1, height, width],
    };

    private static IndexExpr Place(ModuleBuilder module, List<Loop> loops, LoopKind kind, string name, IndexExpr extent, long step)
    {
        if (extent.Range.Max <= step && extent.Range.Min > 0) return IndexExpr.Zero;
        var loop = module.LoopVar(name, extent, step);
        loops.Add(new Loop(kind, loop, extent, step, []));
        return loop;
    }
}
