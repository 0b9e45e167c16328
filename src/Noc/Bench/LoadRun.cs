using ActorSim.Noc.Routers;
using ActorSim.Noc.Routing;
using ActorSim.Noc.Simulation;
using ActorSim.Noc.Topologies;
using ActorSim.Noc.Traffic;

namespace ActorSim.Noc.Bench;

/// <summary>How long a load is measured. Cycles and counts.</summary>
public sealed record SamplePlan
{
    /// <summary>
    /// Cycles per sample, at least 1; null: 20,000 by the root of the nodes, 2500 for 64, as the recorded curves of BookSim 2 have it (longer samples
    /// see more of the rare collapses of rings). More at rates at which a sample would have fewer than <see cref="LeastPackets"/>.
    /// </summary>
    public int? Period { get; init; }

    /// <summary>Packets per sample, so that low rates are not measured from a few.</summary>
    public int LeastPackets { get; init; } = 4000;

    /// <summary>Samples that are thrown away.</summary>
    public int Warmup { get; init; } = 3;

    /// <summary>Samples after which a measurement ends even if it has not settled, at least 3.</summary>
    public int Most { get; init; } = 10;
}

/// <summary>One point of a latency-load curve. Rates in flits per node and cycle, latencies in cycles.</summary>
/// <param name="Accepted">Received, mean over the nodes.</param>
/// <param name="PacketLatency">Mean from generation to the tail's arrival; if unstable, up to now for packets that have not arrived.</param>
/// <param name="NetworkLatency">Mean from the head's injection to the tail's arrival.</param>
/// <param name="Routers">Mean number of routers passed.</param>
/// <param name="IsUnstable">The mean latency passed the limit: the load is above saturation.</param>
public sealed record LoadPoint(
    double Offered, double Accepted, double AcceptedLeast, double AcceptedMost, double PacketLatency, double NetworkLatency, double Routers, bool IsUnstable);

/// <summary>
/// Measures one load as BookSim 2 does: warm-up samples, then samples until mean latency and accepted rate have changed by less than 5 % three times
/// in a row, then all packets of the samples arrive while the sources go on.
/// </summary>
public sealed class LoadRun : IPacketSink
{
    private const double Settled = 0.05;
    private const int SettledSamples = 3;
    private const int Measured = 1;
    private const int Draining = 2;
    private readonly TrafficLoad _load;
    private readonly SamplePlan _plan;
    private readonly long _period;
    private readonly NetworkSimulator _network;
    private readonly TrafficGenerator _source;
    private long[] _receivedBefore;
    private long? _generated;
    private long? _generatedCycles;
    private int _tag;
    private long _arrived;
    private long _arrivedCycles;
    private long _latency;
    private long _networkLatency;
    private long _routers;
    private long _measuredFrom;

    public LoadRun(NocTopology topology, NocRouting routing, RouterSpec spec, TrafficLoad load, SamplePlan plan)
    {
        (_load, _plan) = (load, plan);
        var usual = (long)(20_000 / Math.Sqrt(topology.Nodes.Count));
        _period = Math.Max(Math.Max(plan.Period ?? usual, 1), (long)Math.Ceiling(plan.LeastPackets / (load.PacketRate * topology.Nodes.Count)));
        _network = new NetworkSimulator(topology, routing, spec, load.Seed, this);
        _source = new TrafficGenerator(load, topology.Nodes.Count);
        _receivedBefore = new long[topology.Nodes.Count];
    }

    /// <summary>Flits that have been injected.</summary>
    public long Flits => _network.InjectedFlits;

    /// <summary>Simulated cycles.</summary>
    public long Cycles { get; private set; }

    /// <param name="limit">Mean latency above which the load is unstable, in cycles.</param>
    public LoadPoint Measure(double limit)
    {
        if (!WarmUp(limit))
        {
            return Point(isUnstable: true);
        }

        var (before, beforeRate) = (MeanLatency(), AcceptedRate());
        Begin();
        var settled = 0;
        for (var sample = 1; sample <= _plan.Most && settled < SettledSamples; sample++)
        {
            RunTo(Cycles + _period);
            var (latency, rate) = (MeanLatency(), AcceptedRate());
            if (latency > limit)
            {
                return Point(isUnstable: true);
            }

            settled = Changed(latency, before) < Settled && Changed(rate, beforeRate) < Settled ? settled + 1 : 0;
            (before, beforeRate) = (latency, rate);
        }

        return Drain(limit);
    }

    void IPacketSink.OnArrived(in Packet packet)
    {
        if (packet.Tag != _tag)
        {
            return;
        }

        _arrived++;
        _arrivedCycles += packet.Generated;
        _latency += packet.TailArrived - packet.Generated;
        _networkLatency += packet.TailArrived - packet.HeadInjected;
        _routers += packet.Routers;
    }

    private static double Changed(double now, double before) => now > 0 ? Math.Abs(now - before) / now : 0;

    // What has filled all queues in the warm-up will not settle.
    private bool WarmUp(double limit)
    {
        for (var sample = 0; sample < _plan.Warmup; sample++)
        {
            RunTo(Cycles + _period);
            if (MeanLatency() > limit)
            {
                return false;
            }
        }

        return true;
    }

    private void Begin()
    {
        _tag = Measured;
        _source.Begin(Measured);
        (_measuredFrom, _receivedBefore) = (Cycles, _network.ReceivedFlits.ToArray());
        (_arrived, _arrivedCycles, _latency, _networkLatency, _routers) = (0, 0, 0, 0, 0);
    }

    // Rates are those of the samples: the receivers are counted before the rest arrives.
    private LoadPoint Drain(double limit)
    {
        const int Step = 100;
        var point = Point(isUnstable: false);
        (_generated, _generatedCycles) = (_source.Generated, _source.GeneratedCycles);
        _source.Begin(Draining);
        while (_arrived < Generated)
        {
            RunTo(Cycles + Step);
            if (MeanLatency() > limit)
            {
                return point with { PacketLatency = MeanLatency(), IsUnstable = true };
            }
        }

        return point with { PacketLatency = MeanLatency(), NetworkLatency = Mean(_networkLatency), Routers = Mean(_routers) };
    }

    private LoadPoint Point(bool isUnstable)
    {
        var rates = Received().Select(flits => (double)flits / (Cycles - _measuredFrom)).ToArray();
        return new LoadPoint(_load.Rate, rates.Average(), rates.Min(), rates.Max(), MeanLatency(), Mean(_networkLatency), Mean(_routers), isUnstable);
    }

    private void RunTo(long cycles)
    {
        _network.Run(_source, cycles - 1);
        Cycles = cycles;
    }

    private IEnumerable<long> Received() => _network.ReceivedFlits.Zip(_receivedBefore, (now, then) => now - then);

    private double AcceptedRate() => (double)Received().Sum() / _receivedBefore.Length / (Cycles - _measuredFrom);

    private double Mean(long sum) => _arrived > 0 ? (double)sum / _arrived : 0;

    // Packets under way count with their age.
    private double MeanLatency()
    {
        var ages = ((Generated - _arrived) * Cycles) - ((_generatedCycles ?? _source.GeneratedCycles) - _arrivedCycles);
        return Generated > 0 ? (double)(_latency + ages) / Generated : 0;
    }

    private long Generated => _generated ?? _source.Generated;
}
