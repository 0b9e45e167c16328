using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Wire;
using Akka.Actor;
using Akka.Event;
using Xunit;

namespace ActorSim.Tests.Determinism;

/// <summary>Messages are data: a run in which each of them goes through its bytes is the same run.</summary>
public class SerializedMessagesTests
{
    private const string Serialize = "akka.actor.serialize-messages = on";
    private const int Cores = 4;

    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var load in MachineCase.Loads)
        {
            foreach (var memory in MachineCase.Memories)
            {
                cases.Add(load, memory, Synchronizers.Sequential);
                cases.Add(load, memory, Synchronizers.Rounds);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outcome_is_that_of_the_run_without(string load, string memory, string sync)
    {
        var machine = new MachineCase(load, memory, Cores);
        var expected = machine.Run(Synchronizers.Create(Synchronizers.Sequential));
        var (outcome, errors) = Run(machine, sync, SimulationSystem.Create(Serialize, MachineMessages.Setup()));
        Assert.Null(outcome.DifferenceTo(expected));
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData(Synchronizers.Sequential)]
    [InlineData(Synchronizers.Rounds)]
    public void Outcome_behind_a_network_is_that_of_the_run_without(string sync)
    {
        var machine = new MachineCase("tenants", MachineCase.Memories[1], Cores) { Network = "mesh5x4 xy" };
        var expected = machine.Run(Synchronizers.Create(Synchronizers.Sequential));
        var (outcome, errors) = Run(machine, sync, SimulationSystem.Create(Serialize, MachineMessages.Setup()));
        Assert.Null(outcome.DifferenceTo(expected));
        Assert.Empty(errors);
    }

    /// <summary>And it is serialized: without the catalog the first message is one too many.</summary>
    [Fact]
    public void Without_a_catalog_the_run_ends_with_the_type_that_is_not_in_it()
    {
        var machine = new MachineCase("gemm256", MachineCase.Memories[0], 1);
        var refusal = Assert.Throws<WireFormatException>(() => Run(machine, Synchronizers.Sequential, SimulationSystem.Create(Serialize)));
        Assert.Contains(typeof(DispatchDue).ToString(), refusal.Message, StringComparison.Ordinal);
    }

    private static (MachineOutcome Outcome, IReadOnlyCollection<object> Errors) Run(MachineCase machine, string sync, ActorSystem system)
    {
        using (system)
        {
            var errors = new Errors();
            ((ExtendedActorSystem)system).EventStream.Subscribe(system.ActorOf(Props.Create(() => new Listener(errors))), typeof(Error));
            var options = new SimulationOptions { Workers = 2, System = system };
            return (machine.Run(Synchronizers.Create(sync, options)), errors);
        }
    }

    private sealed class Errors : System.Collections.Concurrent.ConcurrentQueue<object>;

    private sealed class Listener(Errors errors) : UntypedActor
    {
        protected override void OnReceive(object message) => errors.Enqueue(message);
    }
}
