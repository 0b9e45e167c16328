namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>Tile of attention: queries and keys; head sizes are never cut, only padded to what the array takes.</summary>
public sealed record AttentionTile(long Queries, long Keys, long HeadSize, long ValueSize)
{
    public override string ToString() => $"{Queries} queries, {Keys} keys, head {HeadSize}/{ValueSize}";
}
