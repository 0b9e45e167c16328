using ActorSim.Actors.Noc;

namespace ActorSim.Actors.Dma;

/// <summary>Every answer says to which port it comes, so every channel may answer to every port: all ports are run together.</summary>
internal sealed class AddressPorts : ResponsePorts
{
    private readonly CrossbarIngress[] _ingress;
    private readonly ResponseArrivals _arrivals;
    private long _cycle = -1;

    public AddressPorts(int ports, int channels, int latency, DmaSlots slots)
        : base(slots)
    {
        _arrivals = new ResponseArrivals();
        _ingress = new CrossbarIngress[ports];
        for (var p = 0; p < ports; p++)
        {
            _ingress[p] = new CrossbarIngress(channels, latency);
        }
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
                _arrivals.Push(cycle, _ingress);
            }

            next = _arrivals.NextCycle;
            for (var p = 0; p < _ingress.Length; p++)
            {
                var ingress = _ingress[p];
                if (ingress.Waiting == 0)
                {
                    continue;
                }

                if (ingress.TryTake(cycle, out var packet))
                {
                    Take(packet.Tag, cycle + 1, p);
                }

                next = Math.Min(next, ingress.NextCycle(cycle));
            }
        }

        _cycle = cycle;
        return next;
    }

    private long NextCycle(long cycle)
    {
        var next = _arrivals.NextCycle;
        foreach (var ingress in _ingress)
        {
            next = Math.Min(next, ingress.NextCycle(cycle));
        }

        return next;
    }
}
