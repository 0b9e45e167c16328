namespace ActorSim.Dram.AddressMaps;

/// <summary>Where a channel-local address lives. One small class per mapping.</summary>
public interface IAddressMap
{
    /// <summary>Place of <paramref name="address"/> (bytes, channel bits removed, not negative).</summary>
    DramLocation Decode(long address);
}
