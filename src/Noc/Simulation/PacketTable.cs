namespace ActorSim.Noc.Simulation;

/// <summary>The packets that are queued or under way, by slot; slots are used again.</summary>
internal sealed class PacketTable
{
    private Packet[] _packets = new Packet[256];
    private int[] _free = new int[256];
    private int _freeCount;
    private int _used;

    public int Count => _used - _freeCount;

    public ref Packet this[int slot] => ref _packets[slot];

    public int Add(in Packet packet)
    {
        var slot = _freeCount > 0 ? _free[--_freeCount] : _used++;
        if (slot == _packets.Length)
        {
            Array.Resize(ref _packets, 2 * slot);
        }

        _packets[slot] = packet;
        return slot;
    }

    public void Remove(int slot)
    {
        if (_freeCount == _free.Length)
        {
            Array.Resize(ref _free, 2 * _freeCount);
        }

        _free[_freeCount++] = slot;
    }
}
