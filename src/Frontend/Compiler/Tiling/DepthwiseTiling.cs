using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>
/// Tiles of a depthwise convolution: one block of lanes of channels, outputs by divisors of the last two axes, as much as leaves half of
/// the scratchpad free; largest first.
/// </summary>
public static class DepthwiseTiling
{
    public static IReadOnlyList<DepthwiseTile> Candidates(DepthwiseProblem problem)
    {
        var channels = Math.Min(problem.Machine.Lanes, Footprint.RoundUp(problem.Channels, Math.Min(8, problem.Machine.Lanes)));
        var found = new List<(DepthwiseTile Tile, long Bytes)>();
        foreach (var outputs in Extents(problem.Axes, 0))
        {
            var bytes = BytesPerLane(problem, outputs);
            if (bytes < problem.Machine.TileBytesPerLane) found.Add((new DepthwiseTile(channels, outputs), bytes));
        }

        return [.. found.OrderByDescending(f => f.Bytes).Select(f => f.Tile)];
    }

    /// <summary>The candidate that the options ask for; problems are reported.</summary>
    public static DepthwiseTile? Choose(DepthwiseProblem problem, CompileContext context, string where)
    {
        var all = Candidates(problem);
        var index = context.Options.TileCandidate;
        if (index >= 0 && index < all.Count) return all[index];
        var message = all.Count == 0
            ? $"a depthwise kernel of {string.Join('x', problem.Axes.Select(a => a.Kernel))} leaves no tile that uses less than half of "
                + $"{problem.Machine.SpadBytesPerLane} bytes in each lane"
            : $"tile candidate {index} was asked for, but there are {all.Count} (0 to {all.Count - 1})";
        context.Diagnostics.Error(all.Count == 0 ? GemmTiling.NothingFits : GemmTiling.NoSuchCandidate, where, message);
        return null;
    }

    private static IEnumerable<ImmutableArray<long>> Extents(ImmutableArray<DepthwiseAxis> axes, int axis)
    {
        if (axis == axes.Length) return [[]];
        IReadOnlyList<long> own = axis < axes.Length - 2 ? [1] : Footprint.Divisors(axes[axis].Out);
        return own.SelectMany(extent => Extents(axes, axis + 1).Select(rest => rest.Insert(0, extent)));
    }

    private static long BytesPerLane(DepthwiseProblem problem, ImmutableArray<long> outputs)
    {
        long input = 1, output = problem.OutputTiles, kernel = 1;
        for (var d = 0; d < outputs.Length; d++)
        {
            var axis = problem.Axes[d];
            input = checked(input * axis.PhaseExtent(outputs[d]) * axis.Stride);
            output = checked(output * outputs[d]);
            kernel *= axis.Kernel;
        }

        // Integer results are kept in 4 bytes.
        return checked((input + kernel) * problem.ElementBytes + output * Math.Max(problem.ElementBytes, sizeof(int)));
    }
}

/// <summary>One spatial axis of a depthwise convolution: nominal outputs, and what each reads.</summary>
public sealed record DepthwiseAxis(long Out, long Kernel, long Stride, long Dilation)
{
    /// <summary>Inputs of each phase (index modulo the stride) that <paramref name="outputs"/> outputs read.</summary>
    public long PhaseExtent(long outputs) => outputs + (Kernel - 1) * Dilation / Stride;
}

/// <summary>What the choice of a depthwise convolution's tile depends on; <paramref name="OutputTiles"/>: buffers of the output's
/// shape (output, residual).</summary>
public sealed record DepthwiseProblem(
    MachineFacts Machine, long Channels, ImmutableArray<DepthwiseAxis> Axes, int ElementBytes, int OutputTiles);

/// <summary>Tile of a depthwise convolution: channels (over the lanes) and outputs along each spatial axis.</summary>
public sealed record DepthwiseTile(long Channels, ImmutableArray<long> Outputs)
{
    public override string ToString() => $"vector: {Channels} channels, output {string.Join('x', Outputs)}";
}
