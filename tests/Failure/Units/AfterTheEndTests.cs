using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using ActorSim.Tests.Unit;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Failure;

/// <summary>Use of units' actors where there is no run, or no run any more: one clear message each.</summary>
public class AfterTheEndTests() : TestKit(SimulationSystem.Configuration())
{
    [Theory]
    [InlineData(Synchronizers.Sequential, "core-1")]
    [InlineData(Synchronizers.Sequential, "dram/channel-12")]
    [InlineData(Synchronizers.Rounds, "scheduler")]
    [InlineData(Synchronizers.Rounds, "core-1/dma")]
    public void A_message_after_the_end_is_a_dead_letter_and_one_clear_error(string sync, string unit)
    {
        using var machine = new WholeMachine(2);
        machine.Run(sync, Sys);
        var (errors, letters) = (Listen<Error>(), Listen<AllDeadLetters>());
        var late = new Cue();
        late.Stamp(1_000_000, 0, machine.Unit(unit).Index, machine.Unit(unit).Index);
        machine.Unit(unit).Address!.Tell(late, TestActor);

        var error = errors.ExpectMsg<Error>();
        Assert.Equal("/user/machine/" + unit, error.LogSource);
        Assert.Equal("Cue for time 1000000: the simulation has ended, its units take no more messages", error.Message);
        var letter = letters.ExpectMsg<DeadLetter>();
        Assert.Same(late, letter.Message);
        Assert.Equal("/user/machine/" + unit, letter.Recipient.Path.ToStringWithoutAddress());
        Assert.Equal(TestActor, letter.Sender);
        Assert.False(errors.HasMessages || letters.HasMessages, "and once only");
    }

    [Theory]
    [InlineData("akka.actor.default-dispatcher")]
    [InlineData(VirtualTimeDispatcher.Name)]
    public void An_actor_of_a_unit_outside_a_run_stops_with_one_clear_message(string dispatcher)
    {
        var errors = Listen<Error>();
        var unit = new ScriptedUnit("core-7", _ => { });
        var stray = Sys.ActorOf(Props.CreateBy(new ActorProducer(unit.CreateActor)).WithDispatcher(dispatcher), "stray");
        Watch(stray);
        ExpectTerminated(stray);
        var error = errors.ExpectMsg<Error>();
        Assert.Contains(
            "the actor of unit 'core-7' lives in a simulation only; build a topology with the unit and run that",
            $"{error.Message} {error.Cause}", StringComparison.Ordinal);
        Assert.False(errors.HasMessages, "and once only");
    }

    [Fact]
    public void An_actor_of_a_unit_that_is_not_of_this_run_stops_and_the_run_goes_on()
    {
        var errors = Listen<Error>();
        var unit = new ScriptedUnit("core-7", _ => { });
        IActorRef? stray = null;
        using var machine = new WholeMachine(1);
        var props = Props.CreateBy(new ActorProducer(unit.CreateActor)).WithDispatcher(VirtualTimeDispatcher.Name);
        machine.Run(Synchronizers.Sequential, Sys, new Trap("core-0", 3, _ => stray = Sys.ActorOf(props, "stray")));
        Watch(stray);
        ExpectTerminated(stray);
        Assert.Contains("lives in a simulation only", $"{errors.ExpectMsg<Error>().Cause}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Synchronizers.Sequential)]
    [InlineData(Synchronizers.Rounds)]
    public void Two_simulations_at_once_in_one_system_are_refused(string sync)
    {
        Exception? refusal = null;
        using var inner = new WholeMachine(1);
        using var machine = new WholeMachine(1);
        machine.Run(sync, Sys, new Trap("core-0", 3, _ => refusal = Record.Exception(() => inner.Run(sync, Sys))));
        Assert.Contains("runs one simulation at a time", Assert.IsType<InvalidOperationException>(refusal).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Synchronizers.Sequential)]
    [InlineData(Synchronizers.Rounds)]
    public void A_system_runs_one_simulation_after_another(string sync)
    {
        using var first = new WholeMachine(2);
        using var second = new WholeMachine(2);
        Assert.Equal(first.Run(sync, Sys).Digest, second.Run(sync, Sys).Digest);
    }

    [Fact]
    public void A_system_without_the_dispatcher_is_refused_by_name()
    {
        using var system = ActorSystem.Create("plain");
        using var machine = new WholeMachine(1);
        var refusal = Assert.Throws<ArgumentException>(() => machine.Run(Synchronizers.Sequential, system));
        Assert.Contains("'plain' has no dispatcher 'actorsim.virtual-time-dispatcher'", refusal.Message, StringComparison.Ordinal);
    }

    private TestProbe Listen<T>()
    {
        var probe = CreateTestProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(T));
        return probe;
    }
}
