using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// Starts the sums of a convolution from zero, its bias, its residual or both; finishes and stores them line by line of the output tile.
/// What needs no more space than the sums is done in place, as <see cref="MatmulEpilogue"/> explains.
/// </summary>
internal sealed class ConvEpilogue(TileScope scope, ConvSpec spec, ConvTile tile, ConvPlace at, SpadBuffer sums)
{
    private readonly int _rank = spec.Axes.Length;
    private readonly ElementType _outType = spec.Y.Tensor.Type;

    private bool IsSeed => spec.Residual?.Tensor.Type == sums.Type;

    private bool HasCompute => (spec.Residual is not null && !IsSeed) || spec.Activation != Activation.None || _outType != sums.Type;

    public ImmutableArray<Statement> Start()
    {
        if (IsSeed)
        {
            var (view, first) = (spec.Residual!, IndexExpr.Zero);
            return [.. Seed(view.Tensor, Start(view, first), Axes(view, first, sums.Shape)), .. AddBias()];
        }

        if (spec.Bias is { } bias && bias.Type == sums.Type) return [.. Seed(bias, FirstChannel, Repeated())];
        return [ComputeBody.Fill("clear", sums, 0), .. AddBias()];
    }

    private IndexExpr FirstChannel => at.Group * spec.GroupOut + at.OutChannel;

    private Statement[] Seed(TensorDecl tensor, IndexExpr from, ImmutableArray<TransferAxis> axes)
    {
        var load = scope.Load(tensor, from, sums, axes);
        return [load, TileScope.WaitFor(load)];
    }

    private ImmutableArray<TransferAxis> Repeated() =>
    [
        .. Enumerable.Range(0, _rank + 1).Select(axis => new TransferAxis(sums.Shape[axis], 0, axis)),
        new TransferAxis(tile.N, 1, _rank + 1, High: at.ValidOut),
    ];

    private ImmutableArray<Statement> AddBias()
    {
        if (spec.Bias is not { } bias) return [];
        var buffer = scope.Buffer("bias", bias.Type, BufferRole.Load, 0, tile.N);
        var load = scope.Load(bias, FirstChannel, buffer, [new TransferAxis(tile.N, 1, 0, High: at.ValidOut)]);
        int[] axes = [.. Enumerable.Range(0, _rank + 2)];
        var body = new ComputeBody();
        var value = body.Cast(sums.Type, body.Load(buffer, _rank + 1));
        body.Store(sums, body.Add(body.Load(sums, axes), value), axes);
        return [load, TileScope.WaitFor(load), body.Build("bias", _rank + 1, sums.Shape.AsSpan())];
    }

    public ImmutableArray<Statement> Finish()
    {
        if (at.Outputs[0] == 1 || _rank == 1) return Line(IndexExpr.Zero, at.Outputs[0]);
        var line = scope.Module.LoopVar("line", at.Outputs[0]);
        return [new Loop(LoopKind.Inner, line, at.Outputs[0], 1, Line(line, 1))];
    }

    private ImmutableArray<Statement> Line(IndexExpr line, long lines)
    {
        ImmutableArray<long> box = [lines, .. sums.Shape[1..]];
        var origin = TileScope.Zeros(_rank + 2).SetItem(0, line);
        if (!HasCompute) return [Store(sums, line, box) with { Origin = origin }];
        int[] axes = [.. Enumerable.Range(0, _rank + 2)];
        var body = new ComputeBody();
        var result = ImmutableArray.CreateBuilder<Statement>();
        var value = body.LoadAt(sums, origin, axes);
        if (!IsSeed && spec.Residual is { } residual)
        {
            var buffer = scope.Buffer("residual", residual.Tensor.Type, BufferRole.Load, _rank + 1, box.AsSpan());
            var load = scope.Load(residual.Tensor, Start(residual, line), buffer, Axes(residual, line, box));
            result.AddRange(load, TileScope.WaitFor(load));
            value = body.Add(value, body.Cast(sums.Type, body.Load(buffer, axes)));
        }

        var (output, start) = _outType == sums.Type ? (sums, origin)
            : (scope.Buffer("out", _outType, BufferRole.Scratch, _rank + 1, box.AsSpan()), TileScope.Zeros(_rank + 2));
        body.StoreAt(output, start, body.Apply(spec.Activation, value), axes);
        result.Add(body.Build("epilogue", _rank + 1, box.AsSpan()));
        result.Add(Store(output, line, box) with { Origin = start });
        return result.ToImmutable();
    }

    private Transfer Store(SpadBuffer from, IndexExpr line, ImmutableArray<long> box) =>
        TileScope.Store(spec.Y.Tensor, Start(spec.Y, line), from, Axes(spec.Y, line, box));

    private IndexExpr Start(ConvView view, IndexExpr line) =>
        view.At(at.Batch, at.Group * spec.GroupOut + at.OutChannel, at.Pixels.SetItem(0, at.Pixels[0] + line));

    private ImmutableArray<TransferAxis> Axes(ConvView view, IndexExpr line, ImmutableArray<long> box)
    {
        var axes = ImmutableArray.CreateBuilder<TransferAxis>();
        for (var d = 0; d < _rank; d++)
        {
            var valid = at.ValidPixels[d];
            axes.Add(new TransferAxis(box[d], view.SpatialStrides[d], d, High: d == 0 && valid is not null ? valid - line : valid));
        }

        axes.Add(new TransferAxis(box[_rank], view.RowStride, _rank, High: at.ValidBatch));
        axes.Add(new TransferAxis(box[_rank + 1], view.ColumnStride, _rank + 1, High: at.ValidOut));
        return axes.ToImmutable();
    }
}
