using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using ActorSim.Tests.Unit;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Failure;

/// <summary>Promises that get lost on a link of a machine: a deadlock that names the link and who waits, never a hang.</summary>
public class LostPromiseTests() : TestKit(SimulationSystem.Configuration())
{
    [Theory]
    [InlineData("scheduler -> core-1", "core-1", "scheduler -> core-1")]
    [InlineData("core-1 -> scheduler", "scheduler", "core-1 -> scheduler")]
    [InlineData("core-1/dma -> requests", "dram/channel-0", "requests")]
    [InlineData("dram/channel-3 -> answers", "core-0", "answers")]
    public void Lost_promises_end_in_a_deadlock_by_name(string link, string waiting, string named)
    {
        using var machine = new WholeMachine(2);
        LinkOf(machine, link).LosesPromises = true;
        var deadlock = machine.Fails<SynchronizationException>(Synchronizers.Rounds, Sys);
        Assert.StartsWith("deadlock: no unit can go on though there are messages left\n", deadlock.Message, StringComparison.Ordinal);
        Assert.Contains($"'{waiting}' at ", deadlock.Message, StringComparison.Ordinal);
        Assert.Contains($"waits on link '{named}', which promises 0", deadlock.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_that_keeps_them_runs_to_its_end()
    {
        using var machine = new WholeMachine(2);
        Assert.True(machine.Run(Synchronizers.Rounds, Sys, workers: 2).Cycles > 0);
    }

    private static Link LinkOf(WholeMachine machine, string name) =>
        machine.Machine.Topology.Units.SelectMany(u => u.Outputs).Single(l => l.Name == name);
}
