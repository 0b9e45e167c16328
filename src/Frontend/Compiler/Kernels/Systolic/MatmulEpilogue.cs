using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// What happens to a tile of sums before and after the product: it starts from zero, the bias, the residual or both; at the end activation
/// and rounding are done and stored piece by piece, so that stores begin while the vector unit still works. Addends of the sums' own
/// type go into them before the product, and activations are done in place: a work-item that has its sums needs no more space to end, so
/// that the loads of the next one, which take all there is, cannot keep it from ending. Narrower types take staging buffers.
/// </summary>
internal sealed class MatmulEpilogue(TileScope scope, MatmulSpec spec, GemmTile tile, SpadBuffer sums)
{
    private readonly ElementType _outType = spec.C.Tensor.Type;
    private readonly long _piece = Math.Min(tile.SubM, scope.Module.Machine.Lanes);
    private SpadBuffer? _bias;
    private SpadBuffer? _residual;
    private SpadBuffer? _out;

    private bool HasCompute => (spec.Residual is not null && !spec.ResidualIsSeed) || spec.Activation != Activation.None || _outType != sums.Type;

    public ImmutableArray<Statement> Start(TilePlace at)
    {
        // The sums must have their place before operands of later steps take it: what fills them is ready when the work-item starts.
        if (spec.ResidualIsSeed) return [.. Seed(spec.Residual!, at, at.ValidM), .. AddBias(at)];
        if (spec.Bias is { } bias && !spec.BiasIsApart) return [.. Seed(bias, at, spec.BiasIsRow ? null : at.ValidM)];
        return [ComputeBody.Fill("clear", sums, 0), .. AddBias(at)];
    }

    private Statement[] Seed(MatrixView view, TilePlace at, IndexExpr? validM)
    {
        var load = scope.Load(view.Tensor, view.At(at.Batch, at.M, at.N), sums, view.Axes(tile.M, tile.N, validM, at.ValidN));
        return [load, TileScope.WaitFor(load)];
    }

    private ImmutableArray<Statement> AddBias(TilePlace at)
    {
        if (spec.Bias is not { } bias) return [];
        var rows = spec.BiasIsRow ? 1 : tile.M;
        _bias ??= scope.Buffer("bias", bias.Tensor.Type, BufferRole.Load, 1, rows, tile.N);
        var load = scope.Load(bias.Tensor, bias.At(at.Batch, at.M, at.N), _bias,
            bias.Axes(rows, tile.N, spec.BiasIsRow ? null : at.ValidM, at.ValidN));
        var body = new ComputeBody();
        var value = body.Cast(sums.Type, body.Load(_bias, spec.BiasIsRow ? -1 : 0, 1));
        body.Store(sums, body.Add(body.Load(sums, 0, 1), value), 0, 1);
        return [load, TileScope.WaitFor(load), body.Build("bias", 1, tile.M, tile.N)];
    }

    public ImmutableArray<Statement> Finish(TilePlace at)
    {
        if (!HasCompute) return StoreSums(at, spec.C);
        if (_outType != sums.Type) _out ??= scope.Buffer("out", _outType, BufferRole.Scratch, 1, _piece, tile.N);
        return Pieces(at, (row, origin) => Piece(at, row, origin));
    }

    /// <summary>Stores the sums as they are.</summary>
    public ImmutableArray<Statement> StoreSums(TilePlace at, MatrixView to) => Pieces(at, (row, origin) =>
    [
        TileScope.Store(to.Tensor, to.At(at.Batch, at.M + row, at.N), sums, Axes(to, at, row)) with { Origin = origin },
    ]);

    private ImmutableArray<Statement> Piece(TilePlace at, IndexExpr row, ImmutableArray<IndexExpr> origin)
    {
        var body = new ComputeBody();
        var statements = ImmutableArray.CreateBuilder<Statement>();
        var value = body.LoadAt(sums, origin, 0, 1);
        if (!spec.ResidualIsSeed && spec.Residual is { } residual)
        {
            _residual ??= scope.Buffer("residual", residual.Tensor.Type, BufferRole.Load, 1, _piece, tile.N);
            var load = scope.Load(residual.Tensor, residual.At(at.Batch, at.M + row, at.N), _residual, Axes(residual, at, row));
            statements.AddRange(load, TileScope.WaitFor(load));
            value = body.Add(value, body.Cast(sums.Type, body.Load(_residual, 0, 1)));
        }

        value = body.Apply(spec.Activation, value);
        var (result, start) = _out is { } narrow ? (narrow, TileScope.Zeros(2)) : (sums, origin);
        body.StoreAt(result, start, value, 0, 1);
        statements.Add(body.Build("epilogue", 1, _piece, tile.N));
        statements.Add(TileScope.Store(spec.C.Tensor, spec.C.At(at.Batch, at.M + row, at.N), result, Axes(spec.C, at, row)) with { Origin = start });
        return statements.ToImmutable();
    }

    private ImmutableArray<TransferAxis> Axes(MatrixView view, TilePlace at, IndexExpr row) =>
        view.Axes(_piece, tile.N, at.ValidM is null ? null : at.ValidM - row, at.ValidN);

    private ImmutableArray<Statement> Pieces(
        TilePlace at, Func<IndexExpr, ImmutableArray<IndexExpr>, ImmutableArray<Statement>> piece)
    {
        if (_piece == tile.M) return piece(IndexExpr.Zero, TileScope.Zeros(2));
        var rows = at.ValidM ?? tile.M;
        var i = scope.Module.LoopVar("piece", rows, _piece);
        return [new Loop(LoopKind.Inner, i, rows, _piece, piece(i, [i, IndexExpr.Zero]))];
    }
}
