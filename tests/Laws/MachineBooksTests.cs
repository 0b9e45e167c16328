using ActorSim.Actors.Machine;
using ActorSim.Kernel.Dispatch;
using ActorSim.Tests.Unit;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>What the units of a run counted fits together; every complete run is checked, here the check itself is.</summary>
public class MachineBooksTests
{
    [Fact]
    public void Books_of_a_run_balance()
    {
        using var machine = new WholeMachine(2);
        var result = Run(machine);
        var books = MachineBooks.Of(machine.Machine, result.Cycles);
        Assert.Empty(books.Violations());
        Assert.True(books.Sections.Sum(s => s.Laws.Count) >= machine.Machine.Topology.Units.Count - WholeMachine.Channels);
    }

    [Fact]
    public void A_request_that_is_answered_twice_is_named()
    {
        using var machine = new WholeMachine(2);
        var result = Run(machine);
        machine.Machine.Cores[1].Dma.Stats.Responses++;
        Assert.Contains("core-1/dma: ", Assert.Single(MachineBooks.Of(machine.Machine, result.Cycles).Violations()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_busier_than_the_run_is_named()
    {
        using var machine = new WholeMachine(1);
        var result = Run(machine);
        machine.Machine.Cores[0].VectorUnit.Stats.BusyCycles += result.Cycles;
        Assert.Contains("core-0/vector: ", Assert.Single(MachineBooks.Of(machine.Machine, result.Cycles).Violations()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cycle_that_is_neither_issue_nor_stall_is_named()
    {
        using var machine = new WholeMachine(1);
        var result = Run(machine);
        machine.Machine.Cores[0].Core.Stats.IssueCycles--;
        Assert.Contains("core-0: ", Assert.Single(MachineBooks.Of(machine.Machine, result.Cycles).Violations()), StringComparison.Ordinal);
    }

    private static SimulationResult Run(WholeMachine machine)
    {
        using var system = SimulationSystem.Create();
        return machine.Run(Synchronizers.Sequential, system);
    }
}
