using System.Collections.Concurrent;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>From outside: in every run each unit of the machine is an actor under its path and receives messages with times, and nothing is
/// heard on the event stream.</summary>
public class EveryUnitIsAnActorTests() : TestKit(SimulationSystem.Configuration())
{
    public static TheoryData<string, int, int> Ways()
    {
        var ways = new TheoryData<string, int, int>();
        foreach (var sync in Synchronizers.Names)
        {
            ways.Add(sync, 1, 1);
            ways.Add(sync, 4, 1);
            ways.Add(sync, 4, 2);
        }

        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Every_unit_receives_timed_messages(string sync, int cores, int workers)
    {
        var events = CreateTestProbe();
        foreach (var type in new[] { typeof(AllDeadLetters), typeof(UnhandledMessage), typeof(Error), typeof(Warning) })
        {
            Sys.EventStream.Subscribe(events.Ref, type);
        }

        using var machine = new WholeMachine(cores);
        var tally = new Tally();
        var result = machine.Run(sync, Sys, tally, workers);
        var paths = WholeMachine.Paths(cores).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(paths, tally.Received.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(paths, tally.LastTime.Where(t => t.Value > 0).Select(t => t.Key).Order(StringComparer.Ordinal));
        Assert.Equal(result.Kernel.Messages, tally.Received.Values.Sum() + tally.Begun);
        Assert.Equal(machine.Machine.Topology.Units.Count, tally.Begun);
        Assert.False(events.HasMessages, "something was published on the event stream");
    }

    /// <summary>The command line's default is `auto` with one worker, and `auto` names who it took.</summary>
    [Fact]
    public void Default_is_one_of_them()
    {
        using var machine = new WholeMachine(1);
        var result = machine.Run(Synchronizers.Auto, Sys);
        Assert.Equal((Synchronizers.Sequential, "one worker"), (result.Kernel.Synchronizer, result.Kernel.Reason));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Messages_per_actor_are_the_same_however_it_is_run_but_for_what_channels_and_engines_put_off(int cores)
    {
        var golden = PerCoreUnit(Synchronizers.Sequential, cores, 1);
        Assert.Equal(golden, PerCoreUnit(Synchronizers.Rounds, cores, 1));
        Assert.Equal(golden, PerCoreUnit(Synchronizers.Rounds, cores, 2));
    }

    // How far ahead answers are known decides how many batches and drains there are; what cores say to units does not depend on it.
    private static (string Path, long Count)[] PerCoreUnit(string sync, int cores, int workers)
    {
        using var system = SimulationSystem.Create();
        using var machine = new WholeMachine(cores);
        var tally = new Tally();
        machine.Run(sync, system, tally, workers);
        return tally.Received
            .Where(r => !r.Key.Contains("channel", StringComparison.Ordinal) && !r.Key.EndsWith("dma", StringComparison.Ordinal))
            .Select(r => (r.Key, r.Value)).OrderBy(r => r.Key, StringComparer.Ordinal).ToArray();
    }

    private sealed class Tally : IMessageObserver
    {
        private long _begun;

        public long Begun => _begun;

        public ConcurrentDictionary<string, long> Received { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, long> LastTime { get; } = new(StringComparer.Ordinal);

        public void OnMessage(ActorPath receiver, TimedMessage message)
        {
            if (message is SimulationBegins)
            {
                Interlocked.Increment(ref _begun);
                return;
            }

            var path = receiver.ToStringWithoutAddress();
            Received.AddOrUpdate(path, 1, static (_, n) => n + 1);
            LastTime[path] = message.Time.Ticks;
        }
    }
}
