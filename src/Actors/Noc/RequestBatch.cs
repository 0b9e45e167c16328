namespace ActorSim.Actors.Noc;

/// <summary>
/// Requests of one DMA descriptor to one channel, in order of their push into the crossbar, which may lie in the future. Sent as one
/// message; the receiver gives it back to its pool.
/// </summary>
public sealed class RequestBatch
{
    private readonly BatchPool<RequestBatch> _pool;

    internal RequestBatch(BatchPool<RequestBatch> pool) => _pool = pool;

    /// <summary>Interconnect cycle that the requests' offsets count from.</summary>
    public long BaseCycle { get; set; }

    /// <summary>Says whose requests these are; handed back with every answer.</summary>
    public RequestTag Tag { get; set; }

    /// <summary>On whose account they go: a number in the sender's <see cref="Dma.OwnerTable"/>.</summary>
    public int Owner { get; set; }

    public int Count { get; private set; }

    internal Request[] Requests { get; private set; } = new Request[64];

    /// <summary>Interconnect cycle in which request <paramref name="i"/> is pushed.</summary>
    public long PushCycle(int i) => BaseCycle + Requests[i].CycleOffset;

    internal void Add(long address, uint cycleOffset, int port)
    {
        var requests = Requests;
        var i = Count;
        if ((uint)i >= (uint)requests.Length)
        {
            requests = Grow();
        }

        ref var request = ref requests[i];
        request.Address = address;
        request.CycleOffset = cycleOffset;
        request.Port = (ushort)port;
        Count = i + 1;
    }

    internal void Return()
    {
        Count = 0;
        _pool.Return(this);
    }

    private Request[] Grow()
    {
        var grown = Requests;
        Array.Resize(ref grown, grown.Length * 2);
        return Requests = grown;
    }

    /// <summary>One request; <c>Address</c> is channel-local.</summary>
    internal struct Request
    {
        public long Address;
        public uint CycleOffset;
        public ushort Port;
    }
}
