using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// The statements of a matrix product. One work-item makes one tile of C: clear it (or take the bias), step along K, then the epilogue
/// in row pieces. With K split, a work-item stores the sum of its part, and further work-items add the parts.
/// </summary>
internal sealed class MatmulKernel
{
    private readonly TileScope _scope;
    private readonly MatmulSpec _spec;
    private readonly GemmTile _tile;
    private readonly long _splits;
    private readonly SpadBuffer _a;
    private readonly SpadBuffer _b;
    private readonly SpadBuffer _c;
    private readonly MatmulEpilogue _epilogue;

    public MatmulKernel(TileScope scope, MatmulSpec spec, GemmTile tile, long splits)
    {
        (_scope, _spec, _tile, _splits) = (scope, spec, tile, splits);
        _a = scope.Buffer("a", spec.A.Tensor.Type, BufferRole.Load, 1, tile.M, tile.K);
        _b = scope.Buffer("b", spec.B.Tensor.Type, BufferRole.Load, 1, tile.K, tile.N);
        _c = scope.Buffer("c", spec.AccumulatorType, BufferRole.Accumulator, 1, tile.M, tile.N);
        _epilogue = new MatmulEpilogue(scope, spec, tile, _c);
    }

    public Kernel Build() => _scope.Build(_spec.Name, _splits > 1 ? SplitBody() : WholeBody(),
        new("tile", _tile.ToString()), new("split-k", _splits.ToString()), new("lane-axis", "K of A, N of B and C"));

    private ImmutableArray<Statement> WholeBody()
    {
        var at = new TilePlace(_scope.Module, _spec, _tile);
        return at.Wrap([.. _epilogue.Start(at), Steps(at, IndexExpr.Zero, _spec.K), .. _epilogue.Finish(at)]);
    }

    private ImmutableArray<Statement> SplitBody()
    {
        var module = _scope.Module;
        var at = new TilePlace(module, _spec, _tile);
        var split = module.LoopVar("split", _splits);
        var chunk = IndexExpr.CeilDiv(_spec.K, _splits * _tile.K) * _tile.K;
        var parts = module.Tensor(_spec.Name + "_parts", _spec.AccumulatorType, [.. _spec.Batch, _splits, _spec.M, _spec.N],
            TensorRole.Intermediate);
        var part = PartView(parts, split);
        var sum = Steps(at, split * chunk, IndexExpr.Min(chunk, _spec.K - split * chunk));
        var first = new Loop(LoopKind.Parallel, split, _splits, 1,
            [ComputeBody.Fill("clear", _c, 0), sum, .. _epilogue.StoreSums(at, part)]);
        return [.. at.Wrap([first]), .. Combine(parts)];
    }

    private ImmutableArray<Statement> Combine(TensorDecl parts)
    {
        var at = new TilePlace(_scope.Module, _spec, _tile);
        var split = _scope.Module.LoopVar("part", _splits);
        var buffer = _scope.Buffer("part", _spec.AccumulatorType, BufferRole.Load, 1, _tile.M, _tile.N);
        var view = PartView(parts, split);
        var load = _scope.Load(parts, view.At(at.Batch, at.M, at.N), buffer, view.Axes(_tile.M, _tile.N, at.ValidM, at.ValidN));
        var body = new ComputeBody();
        body.Store(_c, body.Add(body.Load(_c, 0, 1), body.Load(buffer, 0, 1)), 0, 1);
        var add = new Loop(LoopKind.Reduction, split, _splits, 1,
            [load, TileScope.WaitFor(load), body.Build("add-parts", 1, _tile.M, _tile.N)]);
        var waits = new WorkItemDependence(at.Ordinal * _splits, 1, _splits);
        return at.Wrap([.. _epilogue.Start(at), add, .. _epilogue.Finish(at)], waits);
    }

    private MatrixView PartView(TensorDecl parts, IndexVar split)
    {
        var strides = parts.Strides;
        return new MatrixView(parts, strides[^2], strides[^1]) { Start = split * strides[^3], BatchStrides = [.. strides[..^3]] };
    }

    private Loop Steps(TilePlace at, IndexExpr from, IndexExpr length)
    {
        var k = _scope.Module.LoopVar("k", length, _tile.K);
        var validK = TileScope.Valid(_tile.K, _spec.K, from + k);
        var loadA = _scope.Load(_spec.A.Tensor, _spec.A.At(at.Batch, at.M, from + k), _a,
            _spec.A.Axes(_tile.M, _tile.K, at.ValidM, validK), _tile.SubM, _tile.SubK);
        var loadB = _scope.Load(_spec.B.Tensor, _spec.B.At(at.Batch, from + k, at.N), _b,
            _spec.B.Axes(_tile.K, _tile.N, validK, at.ValidN), _tile.SubK, _tile.SubN);
        return new Loop(LoopKind.Reduction, k, length, _tile.K,
            [LoadRows(at, loadA), loadB, .. Prologue(loadA), Product(at)]);
    }

    // Rows that do not exist are neither loaded nor multiplied, in steps of a subtile; a tile without a tail needs no such bound.
    private Statement LoadRows(TilePlace at, Transfer load)
    {
        if (at.ValidM is not { } valid || _tile.SubM == _tile.M) return load;
        var row = _scope.Module.LoopVar("row", valid, _tile.SubM);
        var piece = load with
        {
            Base = load.Base + row * _spec.A.RowStride,
            Axes = load.Axes.SetItem(0, load.Axes[0] with { Extent = _tile.SubM, High = valid - row }),
            Origin = [row, IndexExpr.Zero],
            Slot = IndexExpr.FloorDiv(row, _tile.SubM),
        };
        return new Loop(LoopKind.Inner, row, valid, _tile.SubM, [piece]);
    }

    private Statement Product(TilePlace at)
    {
        var rows = Math.Min(_tile.SubM, _scope.Module.Machine.Lanes);
        var (a, b, c) = (TileScope.Whole(_a), TileScope.Whole(_b), TileScope.Whole(_c));
        if (at.ValidM is not { } valid || rows == _tile.M) return new TileMatmul(a, b, c, _tile.M, _tile.N, _tile.K);
        var row = _scope.Module.LoopVar("row", valid, rows);
        ImmutableArray<IndexExpr> origin = [row, IndexExpr.Zero];
        var product = new TileMatmul(a with { Origin = origin }, b, c with { Origin = origin }, rows, _tile.N, _tile.K);
        return new Loop(LoopKind.Inner, row, valid, rows, [product]);
    }

    private ImmutableArray<Statement> Prologue(Transfer loadA)
    {
        if (_spec.PrologueScale is not { } scale) return [];
        var body = new ComputeBody();
        var a = body.Load(_a, 0, 1);
        body.Store(_a, body.Mul(a, body.Constant(_a.Type, scale)), 0, 1);
        return [TileScope.WaitFor(loadA), body.Build("scale", 1, _tile.M, _tile.K)];
    }
}
