using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// Scalar operations in static single assignment, done at every point of the parallel axes and of <paramref name="Inner"/>. Reductions
/// of the stage combine over all inner axes; later stages see the result as a <see cref="LoopStageValue"/>.
/// </summary>
public sealed record LoopStage(ImmutableArray<IndexVar> Inner, ImmutableArray<VectorOp> Body);
