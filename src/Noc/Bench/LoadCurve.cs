using ActorSim.Noc.Routers;
using ActorSim.Noc.Routing;
using ActorSim.Noc.Topologies;
using ActorSim.Noc.Traffic;
using ActorSim.Noc.Verification;

namespace ActorSim.Noc.Bench;

/// <summary>A network and a kind of load, measured at several rates.</summary>
public sealed class LoadCurve
{
    private const double IdleRate = 0.005;
    private const double UnstableFactor = 8;
    private const double LeastLimit = 100;
    private readonly NocTopology _topology;
    private readonly NocRouting _routing;
    private readonly RouterSpec _spec;
    private readonly TrafficLoad _load;
    private readonly SamplePlan _plan;

    /// <param name="load">Its rate is not used.</param>
    /// <exception cref="NocException">The network could deadlock or does not connect all nodes.</exception>
    public LoadCurve(NocTopology topology, NocRouting routing, RouterSpec spec, TrafficLoad load, SamplePlan plan)
    {
        DependenceCheck.Verify(topology, routing, spec.Validate());
        (_topology, _routing, _spec, _load, _plan) = (topology, routing, spec, load, plan);
        IdleLatency = Measure(IdleRate, double.MaxValue).PacketLatency;
    }

    /// <summary>Mean packet latency at a rate of 0.005 flits per node and cycle.</summary>
    public double IdleLatency { get; }

    /// <summary>Flits injected by all measurements so far.</summary>
    public long Flits { get; private set; }

    /// <summary>Cycles simulated by all measurements so far.</summary>
    public long Cycles { get; private set; }

    /// <param name="rate">Offered flits per node and cycle, above 0, at most 1.</param>
    public LoadPoint Measure(double rate)
    {
        if (!(rate > 0 && rate <= 1))
        {
            throw new NocException(FormattableString.Invariant($"a rate of {rate} flits per node and cycle must be above 0 and at most 1"));
        }

        return Measure(rate, Math.Max(LeastLimit, UnstableFactor * IdleLatency));
    }

    private LoadPoint Measure(double rate, double limit)
    {
        var run = new LoadRun(_topology, _routing, _spec, _load with { Rate = rate }, _plan);
        var point = run.Measure(limit);
        (Flits, Cycles) = (Flits + run.Flits, Cycles + run.Cycles);
        return point;
    }
}
