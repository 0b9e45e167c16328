using ActorSim.Actors.Dma;
using ActorSim.Actors.Noc;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Protocol;

/// <summary>
/// DMA engine to channel: requests of one descriptor, in order of their push into the crossbar, which may lie in the future; at the first
/// push (of a pipelined crossbar, a latency later: when the first comes to the channel's queue; so are all cycles here). The channel
/// foresees it, and may have served all of it before its time: it goes back to its pool when it has been served and handled.
/// </summary>
public sealed class RequestBatch : TimedMessage
{
    private const int ServedAndHandled = 2;
    private int _uses = ServedAndHandled;

    /// <summary>Interconnect cycle that the requests' offsets count from.</summary>
    public long BaseCycle { get; set; }

    /// <summary>The channel that they are for.</summary>
    public int Channel { get; set; }

    /// <summary>Says whose requests these are; handed back with every answer.</summary>
    public RequestTag Tag { get; set; }

    /// <summary>On whose account they go: a number in the sender's <see cref="OwnerTable"/>.</summary>
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

    /// <inheritdoc/>
    protected override bool OutlivesHandling => true;

    /// <summary>Ends one of its two uses: being served, being handled.</summary>
    public override void Release()
    {
        if (--_uses == 0)
        {
            _uses = ServedAndHandled;
            Count = 0;
            base.Release();
        }
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
