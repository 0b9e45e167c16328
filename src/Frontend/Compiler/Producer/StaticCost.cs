using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>
/// What one static compute operation costs each time it runs, in core cycles: <paramref name="Cycles"/> from issue on an idle unit to
/// the end, of which <paramref name="Overlap"/> (0..Cycles) may be hidden behind the operation before it.
/// </summary>
public sealed record StaticCost(string Name, ComputeUnit Unit, long Cycles, long Overlap);
