using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// Appends a transposed convolution: output o takes x[i] w[k] for all o = i Stride + k - PadLow. The outputs of one phase (o modulo the
/// stride) are an ordinary convolution of stride 1 with every stride-th tap in reverse order, so there is a kernel for each phase.
/// </summary>
public static class ConvTransposeBuilder
{
    public static readonly DiagnosticCode Unsupported = new("SIM2405", "a transposed convolution that cannot be split into phases");

    /// <summary>
    /// <paramref name="spec"/>: its axes are those of the transposed convolution, each with its OutExtent. Dilation must be 1 and the
    /// kernel at least as long as the stride.
    /// </summary>
    public static void Append(ModuleBuilder module, ConvSpec spec, CompileContext context)
    {
        var before = context.Diagnostics.All.Count;
        foreach (var axis in spec.Axes)
            if (axis.Dilation != 1 || axis.Kernel < axis.Stride)
                context.Diagnostics.Error(Unsupported, spec.Name,
                    $"kernel {axis.Kernel}, stride {axis.Stride}, dilation {axis.Dilation}: the dilation must be 1 and the kernel at least as "
                    + "long as the stride");
        if (context.Diagnostics.All.Count > before) return;
        foreach (var phase in Phases(spec.Axes, []))
            if (Part(spec, phase) is { } part) ConvBuilder.Append(module, part, context);
    }

    private static IEnumerable<ImmutableArray<long>> Phases(ImmutableArray<ConvAxis> axes, ImmutableArray<long> chosen)
    {
        if (chosen.Length == axes.Length) return [chosen];
        return Enumerable.Range(0, (int)axes[chosen.Length].Stride).SelectMany(r => Phases(axes, chosen.Add(r)));
    }

    private static ConvSpec? Part(ConvSpec spec, ImmutableArray<long> phase)
    {
        var axes = new ConvAxis[phase.Length];
        var weights = spec.W;
        for (var d = 0; d < phase.Length; d++)
        {
            var axis = spec.Axes[d];
            var shift = phase[d] + axis.PadLow;
            var first = shift % axis.Stride;
            var taps = (axis.Kernel - first + axis.Stride - 1) / axis.Stride;
            axes[d] = new ConvAxis(axis.In, taps, 1, taps - 1 - shift / axis.Stride)
            {
                OutExtent = IndexExpr.CeilDiv(axis.Out - phase[d], axis.Stride),
            };
            if (axes[d].Out.Range.Max < 1) return null;
            var stride = spec.W.SpatialStrides[d];
            weights = weights with
            {
                Start = weights.Start + stride * (first + axis.Stride * (taps - 1)),
                SpatialStrides = weights.SpatialStrides.SetItem(d, -(stride * axis.Stride)),
            };
        }

        return spec with
        {
            Axes = [.. axes],
            W = weights,
            Y = Every(spec.Y, spec.Axes, phase),
            Residual = spec.Residual is null ? null : Every(spec.Residual, spec.Axes, phase),
        };
    }

    private static ConvView Every(ConvView view, ImmutableArray<ConvAxis> axes, ImmutableArray<long> phase)
    {
        var start = view.Start;
        for (var d = 0; d < phase.Length; d++) start += view.SpatialStrides[d] * phase[d];
        return view with { Start = start, SpatialStrides = [.. view.SpatialStrides.Select((s, d) => s * axes[d].Stride)] };
    }
}
