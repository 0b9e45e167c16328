using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Tiling;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>Which tile of C a work-item makes: the parallel loops over batch, rows and columns.</summary>
internal sealed class TilePlace
{
    private readonly MatmulSpec _spec;
    private readonly GemmTile _tile;
    private readonly ImmutableArray<IndexVar> _batch;
    private readonly IndexVar _m;
    private readonly IndexVar _n;

    public TilePlace(ModuleBuilder module, MatmulSpec spec, GemmTile tile)
    {
        (_spec, _tile) = (spec, tile);
        _batch = [.. spec.Batch.Select(extent => module.LoopVar("b", extent))];
        _m = module.LoopVar("m", spec.M, tile.M);
        _n = module.LoopVar("n", spec.N, tile.N);
        ValidM = TileScope.Valid(tile.M, spec.M, _m);
        ValidN = TileScope.Valid(tile.N, spec.N, _n);
    }

    public ImmutableArray<IndexExpr> Batch => [.. _batch.Select(v => (IndexExpr)v)];

    public IndexExpr M => _m;

    public IndexExpr N => _n;

    /// <summary>Rows and columns of the tile that exist; null: all.</summary>
    public IndexExpr? ValidM { get; }

    public IndexExpr? ValidN { get; }

    /// <summary>Number of this tile in order of dispatch.</summary>
    public IndexExpr Ordinal
    {
        get
        {
            var ordinal = IndexExpr.Zero;
            for (var i = 0; i < _batch.Length; i++) ordinal = ordinal * _spec.Batch[i] + _batch[i];
            ordinal = ordinal * IndexExpr.CeilDiv(_spec.M, _tile.M) + IndexExpr.FloorDiv(_m, _tile.M);
            return ordinal * IndexExpr.CeilDiv(_spec.N, _tile.N) + IndexExpr.FloorDiv(_n, _tile.N);
        }
    }

    /// <summary>The statements inside the parallel loops.</summary>
    public ImmutableArray<Statement> Wrap(ImmutableArray<Statement> body, WorkItemDependence? waits = null)
    {
        body = [new Loop(LoopKind.Parallel, _n, _spec.N, _tile.N, body) { DependsOn = waits }];
        body = [new Loop(LoopKind.Parallel, _m, _spec.M, _tile.M, body)];
        for (var i = _batch.Length - 1; i >= 0; i--) body = [new Loop(LoopKind.Parallel, _batch[i], _spec.Batch[i], 1, body)];
        return body;
    }
}
