using System.Runtime.CompilerServices;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Protocol;

/// <summary>
/// Channel to DMA engine: answers to one core, in order of their push into the crossbar; at the first push (of a pipelined
/// crossbar, a latency later: when the first comes to the port's queue; so are all cycles here). The engine foresees it: it goes back to
/// its pool when its answers have been taken and it has been handled.
/// </summary>
public sealed class ResponseBatch : TimedMessage
{
    private const int TakenAndHandled = 2;
    private int _uses = TakenAndHandled;

    /// <summary>The channel that answers.</summary>
    public int Channel { get; set; }

    /// <summary>The core that they are for.</summary>
    public int Core { get; set; }

    /// <summary>Interconnect cycle of the first push.</summary>
    public long BaseCycle { get; set; }

    public int Count { get; private set; }

    internal Response[] Responses { get; private set; } = new Response[64];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(long cycle, int slot, int port, bool isWrite)
    {
        if (Count == Responses.Length)
        {
            var grown = Responses;
            Array.Resize(ref grown, grown.Length * 2);
            Responses = grown;
        }

        ref var response = ref Responses[Count++];
        response.CycleOffset = (uint)(cycle - BaseCycle);
        response.Slot = slot;
        response.Port = (ushort)port;
        response.IsWrite = isWrite;
    }

    /// <inheritdoc/>
    protected override bool OutlivesHandling => true;

    /// <summary>Ends one of its two uses: being taken, being handled.</summary>
    public override void Release()
    {
        if (--_uses == 0)
        {
            _uses = TakenAndHandled;
            Count = 0;
            base.Release();
        }
    }

    /// <summary>One answer: when it is pushed, the DMA slot that waits for it, the core's port it is pushed to, and whether it acknowledges a store and so
    /// carries no data.</summary>
    internal struct Response
    {
        public uint CycleOffset;
        public int Slot;
        public ushort Port;
        public bool IsWrite;
    }
}
