namespace ActorSim.Dram.Replay;

/// <summary>
/// Spreads addresses over channels in blocks: block b = address / block bytes goes to channel b mod channels, at the channel-local
/// address (b / channels) x block bytes + the place in the block.
/// </summary>
public sealed class ChannelInterleave
{
    private readonly int _channels;
    private readonly int _shift;
    private readonly int _channelBits;

    /// <param name="channels">1 to 65536.</param>
    /// <param name="blockBytes">A power of two.</param>
    public ChannelInterleave(int channels, int blockBytes)
    {
        _channels = channels;
        _shift = System.Numerics.BitOperations.Log2((uint)blockBytes);
        _channelBits = System.Numerics.BitOperations.IsPow2(channels) ? System.Numerics.BitOperations.Log2((uint)channels) : -1;
    }

    public int Channels => _channels;

    /// <summary>The channel, and the address inside it.</summary>
    public int Route(long address, out long local)
    {
        if (_channels == 1)
        {
            local = address;
            return 0;
        }

        var block = address >> _shift;
        var row = _channelBits >= 0 ? block >> _channelBits : block / _channels;
        local = (row << _shift) | (address & ((1L << _shift) - 1));
        return (int)(block - (row * _channels));
    }
}
