using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>What the choice of a depthwise convolution's tile depends on; <paramref name="OutputTiles"/>: buffers of the output's
/// shape (output, residual).</summary>
public sealed record DepthwiseProblem(
    MachineFacts Machine, long Channels, ImmutableArray<DepthwiseAxis> Axes, int ElementBytes, int OutputTiles);
