using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// The statements of a convolution. A work-item makes one tile of outputs: it starts from the bias, steps along kernel positions and input
/// channels, and multiplies, for each kernel position and output pixel of the tile, rows of the input tile by that position's weights.
/// </summary>
internal sealed class ConvKernel
{
    private readonly TileScope _scope;
    private readonly ConvSpec _spec;
    private readonly ConvTile _tile;
    private readonly ConvPlace _at;
    private readonly ConvLoads _loads;
    private readonly SpadBuffer _sums;
    private readonly int _rank;

    public ConvKernel(TileScope scope, ConvSpec spec, ConvTile tile)
    {
        (_scope, _spec, _tile, _rank) = (scope, spec, tile, spec.Axes.Length);
        _at = new ConvPlace(scope.Module, spec, tile);
        _loads = new ConvLoads(scope, spec, tile, _at);
        _sums = scope.Buffer("sums", spec.AccumulatorType, BufferRole.Accumulator, _rank + 1, [.. _at.Outputs, _at.Rows, tile.N]);
    }

    public Kernel Build()
    {
        var epilogue = new ConvEpilogue(_scope, _spec, _tile, _at, _sums);
        return _scope.Build(_spec.Name, _at.WrapParallel([.. epilogue.Start(), .. Steps(), .. epilogue.Finish()]),
            new("tile", _tile.ToString()), new("lane-axis", "input channels of the input, output channels of weights and output"));
    }

    private ImmutableArray<Statement> Steps() => _at.WrapReduction([.. _loads.Inputs(), _loads.Weights(), Products()]);

    private Statement Products()
    {
        var module = _scope.Module;
        var kernel = new IndexExpr[_rank];
        var output = new IndexExpr[_rank];
        var kernelLoops = new List<IndexVar>();
        var outputLoops = new List<IndexVar>();
        var last = _rank - 1;
        for (var d = 0; d < _rank; d++)
        {
            var wide = d == last && _tile.Form == ConvForm.MultiTile;
            kernel[d] = Counter(module, "kernel", wide ? 1 : _at.Kernels[d], kernelLoops);
            output[d] = Counter(module, "pixel", d == last && _tile.IsSingleBatch ? 1 : _at.Outputs[d], outputLoops);
        }

        var product = new TileMatmul(
            Input(kernel, output), new MatrixOperand(_loads.W.Id, _rank, _rank + 1, [.. kernel, 0, 0]),
            new MatrixOperand(_sums.Id, RowAxis, _rank + 1, [.. output, 0, 0]), _tile.M, _tile.N, _tile.K);
        Statement result = product;
        foreach (var loop in Enumerable.Reverse(outputLoops)) result = Inner(loop, result);
        foreach (var loop in Enumerable.Reverse(kernelLoops)) result = Inner(loop, result);
        return result;
    }

    private int RowAxis => _tile.IsSingleBatch ? _rank - 1 : _rank;

    private MatrixOperand Input(IndexExpr[] kernel, IndexExpr[] output)
    {
        var origin = new IndexExpr[_rank + 2];
        for (var d = 0; d < _rank; d++) origin[d] = output[d] * _spec.Axes[d].Stride + kernel[d] * _spec.Axes[d].Dilation;
        if (_tile.Form == ConvForm.MultiTile) origin[_rank - 1] = output[_rank - 1];
        (origin[_rank], origin[_rank + 1]) = (0, 0);
        return new MatrixOperand(_loads.X.Id, RowAxis, _rank + 1, [.. origin], _tile.IsSingleBatch ? _spec.Axes[^1].Stride : 1);
    }

    private static IndexExpr Counter(ModuleBuilder module, string prefix, long extent, List<IndexVar> loops)
    {
        if (extent == 1) return IndexExpr.Zero;
        var loop = module.LoopVar(prefix, extent);
        loops.Add(loop);
        return loop;
    }

    private static Loop Inner(IndexVar loop, Statement body) =>
        new(LoopKind.Inner, loop, loop.Extent ?? IndexExpr.One, 1, [body]);
}
