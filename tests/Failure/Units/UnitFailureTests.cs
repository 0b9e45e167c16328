using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using ActorSim.Tests.Unit;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Failure;

/// <summary>Something goes wrong in one unit of a machine, of each kind: the run ends and says where.</summary>
public class UnitFailureTests() : TestKit(SimulationSystem.Configuration())
{
    private const int Nth = 3;

    public static TheoryData<string, string> Cases { get; } = AllOf(WholeMachine.Kinds);

    public static TheoryData<string, string> Stoppable { get; } = AllOf([.. WholeMachine.Kinds, "dram"]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_exception_ends_the_run_with_unit_message_time_and_cause(string sync, string unit)
    {
        TimedMessage? last = null;
        var exception = Fails<UnitFailedException>(sync, unit, (message, _) =>
        {
            last = message;
            throw new InvalidOperationException("slot 9 is on fire");
        });
        Assert.Equal(("/user/machine/" + unit, last!.Time), (exception.Unit, exception.Time));
        var where = $"'/user/machine/{unit}' failed at {last.GetType().Name} at time {last.Time}";
        Assert.Equal(where + ": InvalidOperationException: slot 9 is on fire", exception.Message);
        Assert.IsType<InvalidOperationException>(exception.InnerException);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_message_that_a_unit_does_not_know_is_refused_by_name(string sync, string unit)
    {
        var exception = Fails<UnknownMessageException>(sync, unit, (message, receiver) => Tell(receiver, message.Time));
        Assert.Contains($"'{unit}' does not take messages of type Cue", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_message_of_the_past_is_refused(string sync, string unit)
    {
        var present = SimTime.Zero;
        var exception = Fails<SynchronizationException>(sync, unit, (message, receiver) =>
        {
            present = message.Time;
            Tell(receiver, new SimTime(message.Time.Ticks - 1));
        });
        Assert.Equal($"'{unit}' at {present} received a message of its past, {present.Ticks - 1}", exception.Message);
    }

    [Theory]
    [MemberData(nameof(Stoppable))]
    public void A_unit_that_is_stopped_ends_the_run_by_name(string sync, string victim) => EndsByName<UnitStoppedException>(
        sync, victim, PoisonPill.Instance, $"the actor /user/machine/{victim} stopped in mid-run: its unit cannot go on");

    [Theory]
    [MemberData(nameof(Stoppable))]
    public void A_unit_that_is_killed_ends_the_run_by_name(string sync, string victim) =>
        EndsByName<UnitStoppedException>(sync, victim, Kill.Instance, $"the actor /user/machine/{victim} stopped in mid-run");

    [Theory]
    [InlineData(Synchronizers.Sequential)]
    [InlineData(Synchronizers.Rounds)]
    public void A_machine_that_is_stopped_ends_the_run_by_name(string sync)
    {
        using var machine = new WholeMachine(2);
        var trap = new Trap("core-1", Nth, _ => Sys.ActorSelection("/user/machine").Tell(PoisonPill.Instance));
        var exception = machine.Fails<UnitStoppedException>(sync, Sys, trap);
        Assert.Contains("/user/machine stopped in mid-run", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>What failed is over; the system that it lived in is not.</summary>
    [Theory]
    [InlineData(Synchronizers.Sequential)]
    [InlineData(Synchronizers.Rounds)]
    public void A_system_runs_another_machine_after_a_failure(string sync)
    {
        Fails<UnitFailedException>(sync, "core-1/dma", (_, _) => throw new InvalidOperationException("first"));
        Fails<UnitFailedException>(sync, "core-1", (_, _) => throw new InvalidOperationException("second"));
        using var machine = new WholeMachine(2);
        Assert.True(machine.Run(sync, Sys).Cycles > 0);
    }

    private void EndsByName<T>(string sync, string victim, object order, string words)
        where T : Exception
    {
        using var machine = new WholeMachine(2);
        var trap = new Trap("core-1", Nth, _ => Sys.ActorSelection("/user/machine/" + victim).Tell(order));
        var exception = machine.Fails<T>(sync, Sys, trap);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    private T Fails<T>(string sync, string unit, Action<TimedMessage, ActorSim.Kernel.Model.Unit> spring)
        where T : Exception
    {
        using var machine = new WholeMachine(2);
        var receiver = machine.Unit(unit);
        return machine.Fails<T>(sync, Sys, new Trap(unit, Nth, message => spring(message, receiver)));
    }

    private static void Tell(ActorSim.Kernel.Model.Unit receiver, SimTime time)
    {
        var stray = new Cue();
        stray.Stamp(time.Ticks, EventKey.Pack(EventKey.MaxPriority, 0, 0), receiver.Index, receiver.Index);
        receiver.Address!.Tell(stray, ActorRefs.NoSender);
    }

    private static TheoryData<string, string> AllOf(IReadOnlyList<string> units)
    {
        var cases = new TheoryData<string, string>();
        foreach (var unit in units)
        {
            cases.Add(Synchronizers.Sequential, unit);
            cases.Add(Synchronizers.Rounds, unit);
        }

        return cases;
    }
}
