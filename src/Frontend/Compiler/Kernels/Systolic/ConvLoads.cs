using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// Loads of a convolution's input and weights. Padding is what lies outside the clamps. Input tiles come line by line, so that computing
/// starts with the first lines; weights come in one piece, as their bytes lie together in DRAM. In the multi-tile form the kernel's
/// columns lie beside the channels, and each is loaded by a transfer of its own, as its padding is its own.
/// </summary>
internal sealed class ConvLoads
{
    private readonly TileScope _scope;
    private readonly ConvSpec _spec;
    private readonly ConvTile _tile;
    private readonly ConvPlace _at;
    private readonly int _rank;
    private readonly ImmutableArray<long> _inputs;

    public ConvLoads(TileScope scope, ConvSpec spec, ConvTile tile, ConvPlace at)
    {
        (_scope, _spec, _tile, _at, _rank) = (scope, spec, tile, at, spec.Axes.Length);
        _inputs = [.. spec.Axes.Select((axis, d) => IsWide(d)
            ? at.Outputs[d]
            : ConvTiling.InputExtent(at.Outputs[d], at.Kernels[d], axis.Stride, axis.Dilation))];
        var kernels = at.Kernels.Select((extent, d) => IsWide(d) ? 1 : extent);
        X = scope.Buffer("x", spec.X.Tensor.Type, BufferRole.Load, _rank + 1, [.. _inputs, at.Rows, tile.K]);
        W = scope.Buffer("w", spec.W.Tensor.Type, BufferRole.Load, _rank + 1, [.. kernels, tile.K, tile.N]);
    }

    public SpadBuffer X { get; }

    public SpadBuffer W { get; }

    public IEnumerable<Statement> Inputs()
    {
        if (_tile.Form != ConvForm.MultiTile) return [Input(0, _tile.K)];
        return Enumerable.Range(0, (int)_spec.Axes[^1].Kernel).Select(column => Input(column, _spec.GroupIn));
    }

    public Statement Weights()
    {
        var axes = ImmutableArray.CreateBuilder<TransferAxis>();
        for (var d = 0; d < _rank; d++)
            if (!IsWide(d)) axes.Add(new TransferAxis(_at.Kernels[d], _spec.W.SpatialStrides[d], d));
        if (IsWide(_rank - 1))
            axes.Add(new TransferAxis(_spec.Axes[^1].Kernel, _spec.W.SpatialStrides[^1], _rank, _spec.GroupIn));
        var depth = IsWide(_rank - 1) ? _spec.GroupIn : _tile.K;
        axes.Add(new TransferAxis(depth, _spec.W.ColumnStride, _rank, High: _at.ValidIn));
        axes.Add(new TransferAxis(_tile.N, _spec.W.RowStride, _rank + 1, High: _at.ValidOut));
        var group = _spec.W.GroupStride ?? _spec.W.RowStride * _spec.GroupOut;
        var start = _spec.W.At(_at.OutChannel, _at.InChannel, _at.Positions) + _at.Group * group;
        return _scope.Load(_spec.W.Tensor, start, W, axes.ToImmutable());
    }

    private bool IsWide(int axis) => axis == _rank - 1 && _tile.Form == ConvForm.MultiTile;

    private Transfer Input(long column, long channels)
    {
        var axes = ImmutableArray.CreateBuilder<TransferAxis>();
        var starts = new IndexExpr[_rank];
        for (var d = 0; d < _rank; d++)
        {
            var axis = _spec.Axes[d];
            var position = IsWide(d) ? IndexExpr.Of(column) : _at.Positions[d];
            starts[d] = _at.Pixels[d] * axis.Stride + position * axis.Dilation - axis.PadLow;
            axes.Add(IsWide(d) ? Strided(d, column) : Line(d, starts[d]));
        }

        axes.Add(new TransferAxis(_at.Rows, _spec.X.RowStride, _rank, High: _at.ValidBatch));
        axes.Add(new TransferAxis(channels, _spec.X.ColumnStride, _rank + 1, High: _at.ValidIn));
        var start = _spec.X.At(_at.Batch, _at.Group * _spec.GroupIn + _at.InChannel, starts);
        var load = _scope.Load(_spec.X.Tensor, start, X, axes.ToImmutable(), Subtile(channels));
        return load with { Origin = load.Origin.SetItem(_rank + 1, column * _spec.GroupIn) };
    }

    private long[] Subtile(long channels) => _rank == 2 ? [1, _inputs[1], _at.Rows, channels] : [];

    private TransferAxis Line(int d, IndexExpr start)
    {
        var (axis, extent) = (_spec.Axes[d], _inputs[d]);
        var low = start.Range.Min >= 0 ? null : -start;
        var high = (axis.In - start - extent).Range.Min >= 0 ? null : axis.In - start;
        return new TransferAxis(extent, _spec.X.SpatialStrides[d], d, 1, low, high);
    }

    // Every stride-th pixel from the kernel's column on; the first and last that exist, counted from the tile's first output.
    private TransferAxis Strided(int d, long column)
    {
        var axis = _spec.Axes[d];
        var low = IndexExpr.CeilDiv(axis.PadLow - column * axis.Dilation, axis.Stride) - _at.Pixels[d];
        var high = IndexExpr.CeilDiv(axis.In + (axis.PadLow - column * axis.Dilation), axis.Stride) - _at.Pixels[d];
        return new TransferAxis(_inputs[d], _spec.X.SpatialStrides[d] * axis.Stride, d, 1, low, high);
    }
}
