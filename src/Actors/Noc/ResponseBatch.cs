using System.Runtime.CompilerServices;

namespace ActorSim.Actors.Noc;

/// <summary>Answers of one channel to one core, in order of their push into the crossbar. Sent as one message; the receiver gives it
/// back to its pool.</summary>
public sealed class ResponseBatch
{
    private readonly BatchPool<ResponseBatch> _pool;

    internal ResponseBatch(BatchPool<ResponseBatch> pool) => _pool = pool;

    /// <summary>The channel that answers.</summary>
    public int Channel { get; set; }

    /// <summary>Interconnect cycle of the first push.</summary>
    public long BaseCycle { get; set; }

    public int Count { get; private set; }

    internal Response[] Responses { get; private set; } = new Response[64];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(long cycle, int slot, int port)
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
    }

    internal void Return()
    {
        Count = 0;
        _pool.Return(this);
    }

    /// <summary>One answer: when it is pushed, the DMA slot that waits for it, and the core's port it is pushed to.</summary>
    internal struct Response
    {
        public uint CycleOffset;
        public int Slot;
        public ushort Port;
    }
}
