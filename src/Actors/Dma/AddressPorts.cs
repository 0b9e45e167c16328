using System.Numerics;
using ActorSim.Actors.Noc;

namespace ActorSim.Actors.Dma;

/// <summary>
/// Every answer says to which port it comes, so every channel may answer to every port: all ports are run together. A calendar says in
/// which of the next cycles which ports may have a packet to take, so that the others are not looked at.
/// </summary>
internal sealed class AddressPorts : ResponsePorts
{
    private readonly int _latency;
    private readonly CrossbarIngress[] _ingress;
    private readonly ResponseArrivals _arrivals;
    private readonly int _words;
    private readonly long _slotMask;
    private readonly ulong[] _calendar;
    private readonly ulong[] _due;
    private bool _anyDue;
    private long _lastMark = -1;
    private long _cycle = -1;

    public AddressPorts(int ports, int channels, int latency, DmaSlots slots)
        : base(slots)
    {
        _latency = latency;
        _arrivals = new ResponseArrivals();
        _ingress = new CrossbarIngress[ports];
        for (var p = 0; p < ports; p++)
        {
            _ingress[p] = new CrossbarIngress(channels, latency);
        }

        _words = (ports + 63) / 64;
        var slotCount = (int)BitOperations.RoundUpToPowerOf2((uint)latency + 1);
        _slotMask = slotCount - 1;
        _calendar = new ulong[slotCount * _words];
        _due = new ulong[_words];
    }

    /// <inheritdoc/>
    public override bool IsShared(int channel) => true;

    /// <inheritdoc/>
    public override void Learn(ResponseBatch batch) => _arrivals.Add(batch);

    /// <inheritdoc/>
    public override void TakeAll(int channel) => throw new InvalidOperationException("no channel has a port for itself");

    /// <inheritdoc/>
    public override long Drain(long horizon)
    {
        var cycle = _cycle;
        var next = NextCycle(cycle);
        while (next < horizon)
        {
            cycle = next;
            if (_arrivals.NextCycle == cycle)
            {
                _lastMark = cycle + _latency;
                _arrivals.Push(cycle, _ingress, Marks(_lastMark));
            }

            TakeDue(cycle);
            next = NextCycle(cycle);
        }

        _cycle = cycle;
        return next;
    }

    private Span<ulong> Marks(long cycle) => _calendar.AsSpan((int)(cycle & _slotMask) * _words, _words);

    private void TakeDue(long cycle)
    {
        var marks = Marks(cycle);
        _anyDue = false;
        for (var w = 0; w < marks.Length; w++)
        {
            var due = 0UL;
            for (var bits = marks[w] | _due[w]; bits != 0; bits &= bits - 1)
            {
                var port = (w << 6) + BitOperations.TrailingZeroCount(bits);
                var ingress = _ingress[port];
                if (ingress.TryTake(cycle, out var packet))
                {
                    Take(packet.Tag, cycle + 1, port);
                }

                if (ingress.IsDue)
                {
                    due |= 1UL << port;
                }
            }

            marks[w] = 0;
            _due[w] = due;
            _anyDue |= due != 0;
        }
    }

    private long NextCycle(long cycle)
    {
        if (_anyDue)
        {
            return cycle + 1;
        }

        var arrival = _arrivals.NextCycle;
        var end = Math.Min(arrival, _lastMark + 1);
        for (var next = cycle + 1; next < end; next++)
        {
            if (Marks(next).ContainsAnyExcept(0UL))
            {
                return next;
            }
        }

        return arrival;
    }
}
