using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using Akka.TestKit.Xunit2;

namespace ActorSim.Tests.Unit;

/// <summary>A test of a protocol: a bench in the test's own actor system.</summary>
public abstract class ProtocolSuite : TestKit
{
    private protected ProtocolSuite(string sync)
        : base(SimulationSystem.Configuration()) => Bench = new ProtocolBench(this, sync);

    private protected ProtocolBench Bench { get; }

    private protected static SimTime Edge(long cycle) => ProtocolBench.Edge(cycle);

    private protected static SimTime HalfAfter(long cycle) => ProtocolBench.HalfAfter(cycle);

    private protected static SimTime HalfBefore(long cycle) => ProtocolBench.HalfBefore(cycle);

    /// <inheritdoc/>
    protected override void AfterAll()
    {
        Bench.Dispose();
        base.AfterAll();
    }
}
