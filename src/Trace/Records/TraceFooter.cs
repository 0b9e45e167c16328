using ActorSim.Trace.Packing;

namespace ActorSim.Trace.Records;

/// <summary>Last object of a trace: what came before it.</summary>
/// <param name="Kernels">Kernels begun.</param>
/// <param name="WorkItems">Work-items of all kernels.</param>
/// <param name="Records">Records of all work-items.</param>
/// <param name="Crc32C">CRC-32C (Castagnoli) of every byte before the footer object.</param>
public sealed record TraceFooter(long Kernels, long WorkItems, long Records, uint Crc32C);
