using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// A convolution whose groups have one input channel, on the vector unit: channels over the lanes, all taps of an output summed in one
/// body. Inputs are kept by phase (index modulo the stride), so that neighbouring outputs read neighbouring elements at any stride; each
/// phase is loaded by a transfer of its own, whose clamps are its padding.
/// </summary>
internal sealed class DepthwiseKernel
{
    private const long MostTaps = 256;
    private readonly TileScope _scope;
    private readonly ConvSpec _spec;
    private readonly DepthwiseTile _tile;
    private readonly int _rank;
    private readonly SpadBuffer _x;
    private readonly SpadBuffer _w;
    private readonly IndexVar _batch;
    private readonly IndexVar _multiple;
    private readonly IndexVar _channel;
    private readonly ImmutableArray<IndexVar> _pixels;
    private readonly IndexExpr? _validChannels;

    public DepthwiseKernel(TileScope scope, ConvSpec spec, DepthwiseTile tile)
    {
        (_scope, _spec, _tile, _rank) = (scope, spec, tile, spec.Axes.Length);
        var phases = spec.Axes.SelectMany((a, d) => new[] { a.Stride, Problem(a).PhaseExtent(tile.Outputs[d]) });
        _x = scope.Buffer("x", spec.X.Tensor.Type, BufferRole.Load, 2 * _rank, [.. phases, tile.Channels]);
        _w = scope.Buffer("w", spec.W.Tensor.Type, BufferRole.Load, _rank, [.. spec.Axes.Select(a => a.Kernel), tile.Channels]);
        _batch = scope.Module.LoopVar("b", spec.Batch);
        _multiple = scope.Module.LoopVar("j", spec.GroupOut);
        _channel = scope.Module.LoopVar("c", spec.Groups, tile.Channels);
        _pixels = [.. spec.Axes.Select((a, d) => scope.Module.LoopVar("o", a.Out, tile.Outputs[d]))];
        _validChannels = TileScope.Valid(tile.Channels, spec.Groups, _channel);
    }

    private ImmutableArray<long> Box => [.. _tile.Outputs, _tile.Channels];

    private IndexExpr OutChannel => _channel * (IndexExpr)_spec.GroupOut + _multiple;

    /// <summary>True for more than one group of one input channel each, and a kernel small enough for one body.</summary>
    public static bool Takes(ConvSpec spec) =>
        spec.GroupIn == 1 && spec.Groups > 1 && spec.Axes.Aggregate(1L, (taps, a) => Math.Min(taps * a.Kernel, MostTaps + 1)) <= MostTaps;

    public Kernel Build()
    {
        List<Transfer> loads = [.. Phases(0, []).Select(LoadPhase), LoadWeights()];
        var output = _scope.Buffer("out", _spec.Y.Tensor.Type, BufferRole.Scratch, _rank, Box.AsSpan());
        var compute = Sum(loads, output);
        var store = TileScope.Store(_spec.Y.Tensor, Start(_spec.Y), output, Axes(_spec.Y));
        ImmutableArray<Statement> body = [.. loads, .. loads.Select(TileScope.WaitFor), compute, store];
        for (var d = _rank - 1; d >= 0; d--) body = Parallel(_pixels[d], _spec.Axes[d].Out, _tile.Outputs[d], body);
        body = Parallel(_multiple, _spec.GroupOut, 1, Parallel(_channel, _spec.Groups, _tile.Channels, body));
        return _scope.Build(_spec.Name, Parallel(_batch, _spec.Batch, 1, body),
            new("tile", _tile.ToString()), new("lane-axis", "channels"));
    }

    private static DepthwiseAxis Problem(ConvAxis axis) => new(1, axis.Kernel, axis.Stride, axis.Dilation);

    private static ImmutableArray<Statement> Parallel(IndexVar loop, IndexExpr extent, long step, ImmutableArray<Statement> body) =>
        [new Loop(LoopKind.Parallel, loop, extent, step, body)];

    // The phases that some tap reads.
    private IEnumerable<ImmutableArray<long>> Phases(int d, ImmutableArray<long> chosen)
    {
        if (d == _rank) return [chosen];
        var axis = _spec.Axes[d];
        var used = new SortedSet<long>();
        for (long k = 0; k < axis.Kernel; k++) used.Add(k * axis.Dilation % axis.Stride);
        return used.SelectMany(phase => Phases(d + 1, chosen.Add(phase)));
    }

    private Transfer LoadPhase(ImmutableArray<long> phases)
    {
        var axes = ImmutableArray.CreateBuilder<TransferAxis>();
        var origin = TileScope.Zeros(2 * _rank + 1).ToBuilder();
        var starts = new IndexExpr[_rank];
        for (var d = 0; d < _rank; d++)
        {
            var (axis, phase) = (_spec.Axes[d], phases[d]);
            starts[d] = _pixels[d] * (IndexExpr)axis.Stride + (phase - axis.PadLow);
            origin[2 * d] = phase;
            var low = IndexExpr.CeilDiv(axis.PadLow - phase, axis.Stride) - _pixels[d];
            var high = IndexExpr.CeilDiv(axis.In + (axis.PadLow - phase), axis.Stride) - _pixels[d];
            axes.Add(new TransferAxis(_x.Shape[2 * d + 1], _spec.X.SpatialStrides[d] * axis.Stride, 2 * d + 1, 1, low, high));
        }

        axes.Add(new TransferAxis(_tile.Channels, _spec.X.ColumnStride, 2 * _rank, High: _validChannels));
        return _scope.Load(_spec.X.Tensor, _spec.X.At(_batch, _channel, starts), _x, axes.ToImmutable())
            with
        { Origin = origin.ToImmutable() };
    }

    private Transfer LoadWeights()
    {
        var axes = ImmutableArray.CreateBuilder<TransferAxis>();
        for (var d = 0; d < _rank; d++) axes.Add(new TransferAxis(_spec.Axes[d].Kernel, _spec.W.SpatialStrides[d], d));
        var group = _spec.W.GroupStride ?? _spec.W.RowStride * _spec.GroupOut;
        axes.Add(new TransferAxis(_tile.Channels, group, _rank, High: _validChannels));
        var start = _spec.W.At(_multiple, 0, TileScope.Zeros(_rank)) + _channel * group;
        return _scope.Load(_spec.W.Tensor, start, _w, axes.ToImmutable());
    }

    private Compute Sum(List<Transfer> loads, SpadBuffer output)
    {
        var body = new ComputeBody();
        int? sum = null;
        if (_spec.Bias is { } bias)
        {
            var buffer = _scope.Buffer("bias", bias.Type, BufferRole.Load, 0, _tile.Channels);
            loads.Add(_scope.Load(bias, OutChannel, buffer, [new TransferAxis(_tile.Channels, _spec.GroupOut, 0, High: _validChannels)]));
            sum = body.Cast(_spec.AccumulatorType, body.Load(buffer, _rank));
        }

        foreach (var tap in Taps(0, []))
        {
            var product = body.Mul(body.Cast(_spec.AccumulatorType, Input(body, tap)), body.Cast(_spec.AccumulatorType, Weight(body, tap)));
            sum = sum is { } before ? body.Add(before, product) : product;
        }

        int[] axes = [.. Enumerable.Range(0, _rank + 1)];
        var value = sum ?? body.Constant(_spec.AccumulatorType, 0);
        if (_spec.Residual is { } residual)
        {
            var buffer = _scope.Buffer("residual", residual.Tensor.Type, BufferRole.Load, _rank, Box.AsSpan());
            loads.Add(_scope.Load(residual.Tensor, Start(residual), buffer, Axes(residual)));
            value = body.Add(value, body.Cast(_spec.AccumulatorType, body.Load(buffer, axes)));
        }

        body.Store(output, body.Apply(_spec.Activation, value), axes);
        return body.Build("taps", _rank, Box.AsSpan());
    }

    private IEnumerable<ImmutableArray<long>> Taps(int d, ImmutableArray<long> chosen)
    {
        if (d == _rank) return [chosen];
        return Enumerable.Range(0, (int)_spec.Axes[d].Kernel).SelectMany(k => Taps(d + 1, chosen.Add(k)));
    }

    private int Input(ComputeBody body, ImmutableArray<long> tap)
    {
        var origin = TileScope.Zeros(2 * _rank + 1).ToBuilder();
        var axes = new int[2 * _rank + 1];
        for (var d = 0; d < _rank; d++)
        {
            var offset = tap[d] * _spec.Axes[d].Dilation;
            (origin[2 * d], origin[2 * d + 1]) = (offset % _spec.Axes[d].Stride, offset / _spec.Axes[d].Stride);
            (axes[2 * d], axes[2 * d + 1]) = (-1, d);
        }

        axes[2 * _rank] = _rank;
        return body.LoadAt(_x, origin.ToImmutable(), axes);
    }

    private int Weight(ComputeBody body, ImmutableArray<long> tap)
    {
        int[] axes = [.. Enumerable.Repeat(-1, _rank), _rank];
        return body.LoadAt(_w, [.. tap.Select(IndexExpr.Of), IndexExpr.Zero], axes);
    }

    private IndexExpr Start(ConvView view) => view.At(_batch, OutChannel, [.. _pixels.Select(p => (IndexExpr)p)]);

    private ImmutableArray<TransferAxis> Axes(ConvView view)
    {
        var axes = ImmutableArray.CreateBuilder<TransferAxis>();
        for (var d = 0; d < _rank; d++)
            axes.Add(new TransferAxis(_tile.Outputs[d], view.SpatialStrides[d], d,
                High: TileScope.Valid(_tile.Outputs[d], _spec.Axes[d].Out, _pixels[d])));
        axes.Add(new TransferAxis(_tile.Channels, view.ColumnStride * _spec.GroupOut, _rank, High: _validChannels));
        return axes.ToImmutable();
    }
}
