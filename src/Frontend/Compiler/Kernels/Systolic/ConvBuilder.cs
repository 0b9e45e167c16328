using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// Appends the kernel of a convolution. Input, weights and output stay in the layouts they have: padding is a clamp of the loads, and
/// layouts are strides. (The reference copies to a padded, channels-last layout in DRAM first.) A depthwise convolution goes to the
/// vector unit: on the array it would use one multiplier of each column.
/// </summary>
public static class ConvBuilder
{
    public static readonly DiagnosticCode BadShape = new("SIM2403", "a convolution whose shapes do not fit together");

    public static void Append(ModuleBuilder module, ConvSpec spec, CompileContext context)
    {
        if (!Check(spec, context.Diagnostics)) return;
        if (DepthwiseKernel.Takes(spec))
        {
            if (DepthwiseTiling.Choose(DepthwiseProblem(module, spec), context, spec.Name) is { } vector)
                module.Add(new DepthwiseKernel(new TileScope(module), spec, vector).Build());
            return;
        }

        if (ConvTiling.Choose(Problem(module, spec), context, spec.Name) is not { } tile) return;
        module.Add(new ConvKernel(new TileScope(module), spec, tile).Build());
    }

    private static bool Check(ConvSpec spec, DiagnosticBag diagnostics)
    {
        var before = diagnostics.All.Count;
        var (x, w) = (spec.X.Tensor.Type, spec.W.Tensor.Type);
        Activations.Check(spec.Activation, spec.AccumulatorType, diagnostics, spec.Name);
        if (x != w || !Accumulator.Takes(x))
            diagnostics.Error(MatmulBuilder.BadOperandType, spec.Name, $"input is {x} and weights are {w}; both must be one of f32, f16, bf16, i8, u8");
        if (spec.Groups < 1 || spec.InChannels % spec.Groups != 0 || spec.OutChannels % spec.Groups != 0)
            diagnostics.Error(BadShape, spec.Name,
                $"{spec.Groups} groups do not divide {spec.InChannels} input and {spec.OutChannels} output channels");
        if (spec.Axes.Length is < 1 or > 3)
            diagnostics.Error(BadShape, spec.Name, $"{spec.Axes.Length} spatial axes; 1, 2 or 3 are possible");
        foreach (var axis in spec.Axes)
            if (axis.Out.Range.Max < 1)
                diagnostics.Error(BadShape, spec.Name,
                    $"a kernel of {axis.Kernel} with dilation {axis.Dilation} does not fit an input of {axis.In} padded by {axis.PadLow} "
                    + $"and {axis.PadHigh}");
        return diagnostics.All.Count == before;
    }

    private static ConvProblem Problem(ModuleBuilder module, ConvSpec spec)
    {
        var machine = module.Machine;
        var wide = spec.Axes[^1];
        var high = spec.Axes.Length > 1 ? spec.Axes[^2] : new ConvAxis(1, 1);
        return new ConvProblem(machine, spec.Batch.Equals(IndexExpr.One) ? 1 : Math.Max(NominalExtent.Of(spec.Batch, machine), 2),
            spec.GroupIn, spec.GroupOut, NominalExtent.Of(high.Out, machine), NominalExtent.Of(wide.Out, machine), high.Kernel, wide.Kernel)
        {
            ChannelsLast = spec.X.ColumnStride.Equals(IndexExpr.One),
            Groups = spec.Groups,
            StrideHeight = high.Stride,
            StrideWidth = wide.Stride,
            DilationHeight = high.Dilation,
            DilationWidth = wide.Dilation,
            OperandBytes = spec.X.Tensor.Type.Bytes(),
            AccumulatorBytes = spec.AccumulatorType.Bytes(),
        };
    }

    private static DepthwiseProblem DepthwiseProblem(ModuleBuilder module, ConvSpec spec) => new(
        module.Machine, spec.Groups,
        [.. spec.Axes.Select(a => new DepthwiseAxis(NominalExtent.Of(a.Out, module.Machine), a.Kernel, a.Stride, a.Dilation))],
        spec.X.Tensor.Type.Bytes(), spec.Residual is null ? 1 : 2);
}
