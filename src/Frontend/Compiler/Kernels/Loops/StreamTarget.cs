using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// How many points a tile should have of a kernel that streams from memory to memory, and how many tiles a work-item walks through: so much
/// that, while one tile waits for its data, others keep the memory busy, and so little that every core gets several work-items and the first
/// and the last tile take little of the time.
/// </summary>
internal static class StreamTarget
{
    /// <summary>Work-items that every core should get, so that none waits long for the last one.</summary>
    public const int ItemsPerCore = 4;

    /// <summary>Tiles that a work-item walks through at most.</summary>
    public const int MostTiles = 16;

    private const int TilesPerCore = 32;

    /// <summary>Latencies that the transfers of a work-item should last; above 1, as computing and dispatch take time, too.</summary>
    private const double Latencies = 2;

    private const long LeastBytes = 4096;

    public static long Points(LoopKernel kernel, MachineBalance balance)
    {
        var bytes = BytesPerPoint(kernel);
        var wanted = Math.Max(balance.BytesPerCoreCycle * balance.LatencyCycles * Latencies, LeastBytes);
        if (TotalPoints(kernel) is { } points) wanted = Math.Min(wanted, Math.Max((double)points * bytes / balance.Cores / TilesPerCore, LeastBytes));
        return Math.Max((long)(wanted / bytes), 1);
    }

    // Operands that are repeated along some axis count little.
    private static long BytesPerPoint(LoopKernel kernel)
    {
        long bytes = 0;
        foreach (var op in kernel.AllOps())
            if (op is LoopStore || (op is LoopLoad load && kernel.Axes.All(a => load.Offset.Variables().Contains(a)))) bytes += op.Type.Bytes();
        return Math.Max(bytes, 1);
    }

    private static long? TotalPoints(LoopKernel kernel)
    {
        long points = 1;
        foreach (var axis in kernel.Axes)
        {
            if (!axis.Extent!.TryConstant(out var extent)) return null;
            points = points > long.MaxValue / Math.Max(extent, 1) ? long.MaxValue : points * extent;
        }

        return points;
    }
}
