using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Tiling;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// The statements of fused attention with a running softmax. A work-item is one tile of queries of one head. Everything is transposed:
/// scores^T = K Q^T has queries along the lanes, so maxima and sums over keys stay in the lane, the exponentials are the weights of
/// O^T = V^T P^T without a relayout, and rescaling O^T by the new maximum is lane-wise too.
/// </summary>
internal sealed class AttentionKernel
{
    // Stands for minus infinity where a maximum starts: finite, so that differences of two of them are 0 and not NaN.
    private const double Lowest = -1e30;

    private readonly TileScope _scope;
    private readonly AttentionSpec _spec;
    private readonly AttentionTile _tile;
    private readonly AttentionBuffers _b;
    private readonly IndexVar _batch;
    private readonly IndexVar _kv;
    private readonly IndexVar _head;
    private readonly IndexVar _l;
    private readonly IndexExpr? _validL;
    private readonly IndexExpr? _validHead;
    private readonly IndexExpr? _validValue;

    public AttentionKernel(TileScope scope, AttentionSpec spec, AttentionTile tile)
    {
        (_scope, _spec, _tile) = (scope, spec, tile);
        _b = new AttentionBuffers(scope, spec, tile);
        _batch = scope.Module.LoopVar("b", spec.Batch);
        _kv = scope.Module.LoopVar("h", spec.KvHeads);
        _head = scope.Module.LoopVar("g", spec.HeadsPerKv);
        _l = scope.Module.LoopVar("l", spec.L, tile.Queries);
        _validL = TileScope.Valid(tile.Queries, spec.L, _l);
        _validHead = TileScope.Valid(tile.HeadSize, spec.HeadSize, 0);
        _validValue = TileScope.Valid(tile.ValueSize, spec.ValueSize, 0);
    }

    private ImmutableArray<IndexExpr> QueryBatch => [_batch, _kv * (IndexExpr)_spec.HeadsPerKv + _head];

    private ImmutableArray<IndexExpr> KeyBatch => [_batch, _kv];

    public Kernel Build()
    {
        var loadQ = _scope.Load(_spec.Q.Tensor, _spec.Q.At(QueryBatch, _l, 0), _b.Q,
            Transposed(_spec.Q, _tile.HeadSize, _tile.Queries, _validHead, _validL));
        ImmutableArray<Statement> body =
        [
            loadQ, TileScope.WaitFor(loadQ), ComputeBody.Fill("clear-o", _b.Sums, 0), ComputeBody.Fill("clear-total", _b.Total, 0),
            ComputeBody.Fill("clear-max", _b.Max, Lowest), Steps(), Normalize(), StoreOut(),
        ];
        body = [new Loop(LoopKind.Parallel, _l, _spec.L, _tile.Queries, body)];
        body = [new Loop(LoopKind.Parallel, _head, _spec.HeadsPerKv, 1, body)];
        body = [new Loop(LoopKind.Parallel, _kv, _spec.KvHeads, 1, body)];
        body = [new Loop(LoopKind.Parallel, _batch, _spec.Batch, 1, body)];
        return _scope.Build(_spec.Name, body, new("tile", _tile.ToString()), new("lane-axis", "queries"));
    }

    private Loop Steps()
    {
        var end = _spec.CausalOffset is { } offset ? IndexExpr.Min(_spec.S, _l + offset + _tile.Queries) : _spec.S;
        var s = _scope.Module.LoopVar("s", end, _tile.Keys);
        var valid = TileScope.Valid(_tile.Keys, _spec.S, s);
        var loadK = _scope.Load(_spec.K.Tensor, _spec.K.At(KeyBatch, s, 0), _b.K,
            _spec.K.Axes(_tile.Keys, _tile.HeadSize, valid, _validHead));
        var loadV = _scope.Load(_spec.V.Tensor, _spec.V.At(KeyBatch, s, 0), _b.V,
            Transposed(_spec.V, _tile.ValueSize, _tile.Keys, _validValue, valid));
        return new Loop(LoopKind.Reduction, s, end, _tile.Keys,
        [
            loadK, loadV, .. Mask(s, valid), ComputeBody.Fill("clear-scores", _b.Scores, 0),
            new TileMatmul(TileScope.Whole(_b.K), TileScope.Whole(_b.Q), TileScope.Whole(_b.Scores),
                _tile.Keys, _tile.Queries, _tile.HeadSize),
            SaveMax(), Scores(s, valid is not null), Rescaling(), Exponentials(), RescaleSums(),
            new TileMatmul(TileScope.Whole(_b.V), TileScope.Whole(_b.P), TileScope.Whole(_b.Sums),
                _tile.ValueSize, _tile.Queries, _tile.Keys),
        ]);
    }

    private ImmutableArray<Statement> Mask(IndexVar s, IndexExpr? valid)
    {
        if (_spec.Mask is not { } mask || _b.Mask is not { } buffer) return [];
        var load = _scope.Load(mask.Tensor, mask.At(QueryBatch, _l, s), buffer,
            Transposed(mask, _tile.Keys, _tile.Queries, valid, _validL));
        return [load, TileScope.WaitFor(load)];
    }

    private Compute SaveMax()
    {
        var body = new ComputeBody();
        body.Store(_b.OldMax, body.Load(_b.Max, 0), 0);
        return body.Build("save-max", 0, _tile.Queries);
    }

    // Scaled and masked scores, and their maximum over the keys into the running one.
    private Compute Scores(IndexVar s, bool hasTail)
    {
        var body = new ComputeBody();
        var score = body.Load(_b.Scores, 0, 1);
        score = body.Mul(score, body.Constant(ElementType.F32, _spec.Scale ?? 1 / Math.Sqrt(_spec.HeadSize)));
        if (_b.Mask is { } mask) score = body.Add(score, body.Cast(ElementType.F32, body.Load(mask, 0, 1)));
        if (Visible(body, s, hasTail) is { } visible)
            score = body.Select(visible, score, body.Constant(ElementType.F32, double.NegativeInfinity));
        body.Store(_b.Scores, score, 0, 1);
        body.Reduce(_b.Max, ReduceKind.Max, score, 1);
        return body.Build("scores", 1, _tile.Keys, _tile.Queries);
    }

    private int? Visible(ComputeBody body, IndexVar s, bool hasTail)
    {
        int? visible = null;
        var key = new Lazy<int>(() => body.Index(s, 0));
        if (hasTail) visible = body.Binary(BinaryKind.Less, key.Value, body.Index(_spec.S, -1));
        if (_spec.CausalOffset is not { } offset) return visible;
        var causal = body.Binary(BinaryKind.LessOrEqual, key.Value, body.Index(_l + offset, 1));
        return visible is { } tail ? body.Binary(BinaryKind.And, tail, causal) : causal;
    }

    // What the sums so far shrink by now that the maximum has grown.
    private Compute Rescaling()
    {
        var body = new ComputeBody();
        var factor = body.Unary(UnaryKind.Exp, body.Sub(body.Load(_b.OldMax, 0), body.Load(_b.Max, 0)));
        body.Store(_b.Rescale, factor, 0);
        body.Store(_b.Total, body.Mul(body.Load(_b.Total, 0), factor), 0);
        return body.Build("rescaling", 0, _tile.Queries);
    }

    private Compute Exponentials()
    {
        var body = new ComputeBody();
        var p = body.Unary(UnaryKind.Exp, body.Sub(body.Load(_b.Scores, 0, 1), body.Load(_b.Max, 1)));
        body.Store(_b.P, p, 0, 1);
        body.Reduce(_b.Total, ReduceKind.Sum, p, 1);
        return body.Build("exponentials", 1, _tile.Keys, _tile.Queries);
    }

    private Compute RescaleSums()
    {
        var body = new ComputeBody();
        body.Store(_b.Sums, body.Mul(body.Load(_b.Sums, 0, 1), body.Load(_b.Rescale, 1)), 0, 1);
        return body.Build("rescale-o", 1, _tile.ValueSize, _tile.Queries);
    }

    private Compute Normalize()
    {
        var body = new ComputeBody();
        body.Store(_b.Out, body.Binary(BinaryKind.Div, body.Load(_b.Sums, 0, 1), body.Load(_b.Total, 1)), 0, 1);
        return body.Build("normalize", 1, _tile.ValueSize, _tile.Queries);
    }

    private Transfer StoreOut() => TileScope.Store(_spec.Y.Tensor, _spec.Y.At(QueryBatch, _l, 0), _b.Out,
        Transposed(_spec.Y, _tile.ValueSize, _tile.Queries, _validValue, _validL));

    // The buffer's rows are the view's columns.
    private static ImmutableArray<TransferAxis> Transposed(
        MatrixView view, long rows, long columns, IndexExpr? validRows, IndexExpr? validColumns) =>
        [new(rows, view.ColumnStride, 0, High: validRows), new(columns, view.RowStride, 1, High: validColumns)];
}
