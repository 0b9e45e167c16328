using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// From scalar code to a tiled kernel: axis split, relayout copies and computed offsets for what is not affine, tiles, code.
/// </summary>
public static class LoopLowering
{
    public static readonly DiagnosticCode DoesNotFit = new("SIM5201", "a vector kernel's smallest tile does not fit the scratchpad");

    /// <summary>Appends the tiled kernel (and copies it needs before it) to the module.</summary>
    public static void Append(LoopKernel kernel, ModuleBuilder module, CompileContext context)
    {
        kernel = AxisSplitter.Split(kernel, module);
        while (RelayoutCopy.Next(kernel) is { } copy)
        {
            var (source, consumer) = copy.Apply(kernel, module);
            AppendSplit(source, module, context);
            kernel = AxisSplitter.Split(consumer, module);
        }

        AppendSplit(kernel, module, context);
    }

    // What a copy of its own does not make affine either is computed.
    private static void AppendSplit(LoopKernel kernel, ModuleBuilder module, CompileContext context)
    {
        kernel = AxisSplitter.Split(kernel, module);
        kernel = AxisMerger.Merge(kernel, module);
        kernel = ComputedOffsets.Linearize(kernel, module);
        Tile(kernel, module, context);
    }

    private static void Tile(LoopKernel kernel, ModuleBuilder module, CompileContext context)
    {
        var planner = new TilePlanner(kernel, module, context.Options.TileCandidate);
        var budget = context.Machine.TileBytesPerLane;
        while (true)
        {
            var plan = planner.Plan();
            var tiled = new KernelCodegen(kernel, plan).Generate();
            var used = tiled.Buffers.Sum(b => b.BytesPerLane(context.Machine.Lanes));
            if (used <= budget)
            {
                module.Add(tiled);
                return;
            }

            if (planner.Shrink()) continue;
            var buffers = string.Join(", ", tiled.Buffers.Select(b => $"{b.Name} {b.BytesPerLane(context.Machine.Lanes)}"));
            context.Diagnostics.Error(DoesNotFit, kernel.Name,
                $"the smallest tile ({plan}) takes {used} bytes of a lane ({buffers}); half of the scratchpad's lane is {budget} bytes");
            return;
        }
    }
}
