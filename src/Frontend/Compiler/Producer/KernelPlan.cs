using System.Collections.Immutable;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>One kernel ready to emit: what its records have in common, and the code that fills in the rest. Immutable.</summary>
/// <param name="Kernel">The kernel as a trace declares it, but for its partition.</param>
/// <param name="Buffers">Buffers as a trace declares them; the last is the virtual one of weights in an array.</param>
/// <param name="Costs">Tile costs, in order of operation.</param>
/// <param name="Transfers">By site.</param>
/// <param name="Operations">By operation id.</param>
/// <param name="Waits">By site.</param>
/// <param name="Body">Work-items and parallel loops, in program order.</param>
/// <param name="Slots">Variables of sizes and parallel loops.</param>
internal sealed record KernelPlan(
    TraceKernel Kernel, ImmutableArray<TraceBuffer> Buffers, ImmutableArray<TileCost> Costs, ImmutableArray<TransferPlan> Transfers,
    ImmutableArray<OperationPlan> Operations, ImmutableArray<WaitPlan> Waits, ImmutableArray<WorkNode> Body, int Slots);

/// <summary>The record of a static compute operation: it is the same every time.</summary>
internal sealed record OperationPlan(int TileId, long[] Dims, int[] Reads, int[] Writes);

/// <summary>The record of a wait, but for its slot.</summary>
internal sealed record WaitPlan(int Tag, int[] Writes);
