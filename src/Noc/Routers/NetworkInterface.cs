using System.Numerics;

namespace ActorSim.Noc.Routers;

/// <summary>A packet that waits at its source.</summary>
/// <param name="Slot">Number by which the host knows it; its flits carry it.</param>
/// <param name="Flits">At least 1.</param>
public readonly record struct QueuedPacket(int Slot, int Destination, int Flits, byte MessageClass);

/// <summary>
/// The sending side of a node: an unlimited queue per message class, one flit per cycle. A packet takes the next virtual channel of its class after
/// the last used one that is neither held nor full; the first packet takes the first channel.
/// </summary>
public sealed class NetworkInterface
{
    private readonly OutputChannels _channels;
    private readonly Lane[] _lanes;
    private readonly int _width;
    private int _nextLane;

    public NetworkInterface(RouterSpec spec)
    {
        _channels = new OutputChannels(1, spec);
        _width = spec.ClassChannels;
        _lanes = new Lane[spec.MessageClasses];
        for (var i = 0; i < _lanes.Length; i++)
        {
            _lanes[i] = new Lane(i * _width);
        }
    }

    /// <summary>Packets that have not been sent completely.</summary>
    public int Queued { get; private set; }

    public void Offer(in QueuedPacket packet)
    {
        _lanes[packet.MessageClass].Packets.Enqueue(packet);
        Queued++;
    }

    /// <summary>A credit can be used from this cycle on.</summary>
    public void ReceiveCredit(int vc) => _channels.Return(0, vc);

    /// <summary>One cycle. If it gives nothing, there is nothing to send until a packet or a credit comes.</summary>
    public bool TrySend(out Flit flit)
    {
        for (var i = 0; i < _lanes.Length; i++)
        {
            var at = _nextLane + i < _lanes.Length ? _nextLane + i : _nextLane + i - _lanes.Length;
            var lane = _lanes[at];
            if (lane.Packets.Count > 0 && Choose(lane))
            {
                flit = Send(lane);
                _nextLane = at + 1 == _lanes.Length ? 0 : at + 1;
                return true;
            }
        }

        flit = default;
        return false;
    }

    /// <summary>Nothing is queued and all credits are back.</summary>
    public bool IsQuiet() => Queued == 0 && _channels.IsQuiet(0);

    private bool Choose(Lane lane)
    {
        if (lane.Sent > 0)
        {
            return _channels.HasCredit(0, lane.Vc);
        }

        var usable = (_channels.Free(0) & _channels.Credited(0)) >> lane.First;
        usable &= ulong.MaxValue >> (64 - _width);
        if (usable == 0)
        {
            return false;
        }

        var after = usable & ~((1UL << lane.Next) - 1);
        lane.Vc = lane.First + BitOperations.TrailingZeroCount(after != 0 ? after : usable);
        return true;
    }

    private Flit Send(Lane lane)
    {
        var packet = lane.Packets.Peek();
        var isTail = lane.Sent == packet.Flits - 1;
        var flit = Flit.Of(packet, lane.Sent, lane.Vc);
        if (lane.Sent++ == 0)
        {
            _channels.Take(0, lane.Vc, 0);
        }

        _channels.Send(0, lane.Vc, isTail);
        if (isTail)
        {
            lane.Sent = 0;
            lane.Next = lane.Vc - lane.First + 1 == _width ? 0 : lane.Vc - lane.First + 1;
            lane.Packets.Dequeue();
            Queued--;
        }

        return flit;
    }

    private sealed class Lane(int first)
    {
        public Queue<QueuedPacket> Packets { get; } = new();

        public int First { get; } = first;

        // Counted from the first channel of the class.
        public int Next { get; set; }

        public int Vc { get; set; }

        public int Sent { get; set; }
    }
}
