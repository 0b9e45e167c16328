using System.Collections.Immutable;

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>Tile of a depthwise convolution: channels (over the lanes) and outputs along each spatial axis.</summary>
public sealed record DepthwiseTile(long Channels, ImmutableArray<long> Outputs)
{
    public override string ToString() => $"vector: {Channels} channels, output {string.Join('x', Outputs)}";
}
