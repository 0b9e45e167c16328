namespace ActorSim.Frontend.Generators;

/// <summary>An extent cut into blocks; the last one may be shorter.</summary>
internal readonly record struct Tiling(long Extent, long Block)
{
    public long Count => (Extent + Block - 1) / Block;

    public long Start(long index) => index * Block;

    public long Length(long index) => Math.Min(Block, Extent - index * Block);
}
