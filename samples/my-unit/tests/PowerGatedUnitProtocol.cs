using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Xunit;

namespace MyUnit.Tests;

/// <summary>The unit and its switch between themselves and the core, in the test's actor system. Off after 20 idle cycles, on again after 100.</summary>
public abstract class PowerGatedUnitProtocol : TestKit
{
    private const long IdleLimit = 20;
    private const long WakeCycles = 100;
    private readonly string _sync;
    private readonly TopologyBuilder _units = new("bench");
    private readonly TestProbe _ear;
    private readonly CoreProbe _core;
    private readonly PowerGatedUnit _unit;

    protected PowerGatedUnitProtocol(string sync)
        : base(SimulationSystem.Configuration())
    {
        var clock = new Timebase(940_000_000).Clock("core", 940_000_000);
        _sync = sync;
        _ear = CreateTestProbe();
        _core = _units.Add(new CoreProbe(clock, _ear.Ref), 0);
        _unit = _units.Add(new PowerGatedUnit("core/vector", clock, IdleLimit), 0);
        _unit.Connect(_units, _units.Add(new PowerSwitch("core/vector/switch", clock, WakeCycles), 0));
        var issue = _units.Connect<OperationIssued>(_core, _unit, 1);
        var report = _units.Connect<OperationReport>(_unit, _core, clock.PeriodTicks - 1);
        _units.Reactive(issue, report);
        _core.Wire(issue);
        _unit.Wire(report);
    }

    [Fact]
    public void Operation_within_the_limit_is_done_its_cost_after_its_issue()
    {
        _core.Issue(0, issue: IdleLimit, cycles: 40);
        Run();
        Hears(0, IdleLimit + 40);
        Assert.Equal(0, _unit.WakeUps);
    }

    [Fact]
    public void Operation_a_cycle_later_waits_for_the_switch()
    {
        _core.Issue(0, issue: IdleLimit + 1, cycles: 40);
        Run();
        Hears(0, IdleLimit + 1 + WakeCycles + 40);
        Assert.Equal(1, _unit.WakeUps);
    }

    [Fact]
    public void Operations_that_come_while_it_wakes_follow_in_their_order_with_their_overlap()
    {
        _core.Issue(0, issue: 30, cycles: 40);
        _core.Issue(1, issue: 31, cycles: 40, overlap: 15);
        _core.Issue(2, issue: 129, cycles: 8);
        Run();
        Hears(0, 30 + WakeCycles + 40);
        Hears(1, 30 + WakeCycles + 40 + 40 - 15);
        Hears(2, 30 + WakeCycles + 40 + 40 - 15 + 8);
        Assert.Equal(1, _unit.WakeUps);
    }

    [Fact]
    public void Idle_time_counts_from_the_end_of_the_operation_before()
    {
        _core.Issue(0, issue: 10, cycles: 40);
        _core.Issue(1, issue: 50 + IdleLimit, cycles: 5);
        _core.Issue(2, issue: 55 + IdleLimit + IdleLimit + 1, cycles: 5);
        Run();
        Hears(0, 50);
        Hears(1, 55 + IdleLimit);
        Hears(2, 55 + (2 * IdleLimit) + 1 + WakeCycles + 5);
        Assert.Equal(1, _unit.WakeUps);
    }

    [Fact]
    public void Busy_and_bubble_cycles_do_not_count_the_waking()
    {
        _core.Issue(0, issue: 30, cycles: 40, overlap: 10);
        Run();
        Hears(0, 30 + WakeCycles + 40);
        Assert.Equal((1L, 30L, 10L), (_unit.Stats.Operations, _unit.Stats.BusyCycles, _unit.Stats.BubbleCycles));
    }

    [Fact]
    public void Unit_and_switch_speak_only_when_spoken_to()
    {
        const int Units = 3;
        Assert.Equal(Units, Run().Messages);
    }

    private RunSummary Run() => Synchronizers.Create(_sync, new SimulationOptions { System = Sys }).Run(_units.Build());

    private void Hears(int instruction, long cycle) =>
        Assert.Equal(new Heard(nameof(OperationDone), instruction, cycle), _ear.ExpectMsg<Heard>());

    /// <inheritdoc/>
    protected override void AfterAll()
    {
        Assert.False(_ear.HasMessages, "the core heard more than was expected");
        base.AfterAll();
    }
}

public sealed class PowerGatedUnitProtocolSequential() : PowerGatedUnitProtocol(Synchronizers.Sequential);

public sealed class PowerGatedUnitProtocolInRounds() : PowerGatedUnitProtocol(Synchronizers.Rounds);
