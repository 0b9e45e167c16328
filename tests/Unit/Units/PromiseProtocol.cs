using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using ActorSim.Tests.Failure;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>Promises: what a unit says that it will not send before, and what others may rely on.</summary>
public class PromiseProtocol() : TestKit(SimulationSystem.Configuration())
{
    public static TheoryData<string> Syncs { get; } = [Synchronizers.Sequential, Synchronizers.Rounds];

    [Theory]
    [InlineData(Synchronizers.Sequential, 100, true)]
    [InlineData(Synchronizers.Sequential, 99, false)]
    [InlineData(Synchronizers.Rounds, 100, true)]
    [InlineData(Synchronizers.Rounds, 99, false)]
    public void Message_at_the_promise_is_legal_and_one_before_it_is_refused(string sync, long time, bool legal)
    {
        var failure = Record.Exception(() => Run(sync, unit =>
        {
            unit.Outputs[0].Promise(new SimTime(100));
            unit.Send(new SimTime(time));
        }));
        Assert.Equal(legal ? null : typeof(SynchronizationException), failure?.GetType());
    }

    [Theory]
    [MemberData(nameof(Syncs))]
    public void Promise_never_falls(string sync)
    {
        Link? link = null;
        Run(sync, unit =>
        {
            link = unit.Outputs[0];
            link.Promise(new SimTime(100));
            link.Promise(new SimTime(40));
            unit.Send(new SimTime(100));
        });
        Assert.Equal(100, link!.Clock.Ticks);
    }

    /// <summary>Whatever a channel is told about requests, or an engine about answers, holds for every message filed after that.</summary>
    [Theory]
    [MemberData(nameof(Syncs))]
    public void Nothing_comes_before_a_horizon_that_was_told(string sync)
    {
        using var machine = new WholeMachine(4);
        var horizons = new HorizonCheck(machine.Machine.Topology);
        machine.Run(sync, Sys, horizons);
        Assert.True(horizons.Checked > 100, $"{horizons.Checked} messages checked");
        Assert.True(horizons.Told > 100, $"{horizons.Told} horizons beyond the present");
    }

    /// <summary>The bound that a unit gives for its links may not fall while what it is given rises.</summary>
    [Fact]
    public void Earliest_output_rises_with_what_it_is_derived_from()
    {
        using var machine = new WholeMachine(2);
        var bounds = new BoundCheck(machine.Machine.Topology);
        machine.Run(Synchronizers.Rounds, Sys, bounds);
        Assert.True(bounds.Checked > 10_000, $"{bounds.Checked}");
    }

    private void Run(string sync, Action<ScriptedUnit> handle)
    {
        var builder = new TopologyBuilder();
        var (a, b) = (new ScriptedUnit("a", handle), new ScriptedUnit("b", _ => { }) { FirstMessage = -1 });
        builder.Add(a, 0);
        builder.Add(b, 1);
        builder.Connect<Cue>(a, b, 5);
        Synchronizers.Create(sync, new SimulationOptions { System = Sys }).Run(builder.Build());
    }

    /// <summary>At each message asks what is promised over the unit's bundle, and holds later messages against it. One worker only.</summary>
    private sealed class HorizonCheck(Topology topology) : IMessageObserver
    {
        private readonly LinkBundle _requests = topology.Bundles.Single(b => b.Name == "requests");
        private readonly LinkBundle _answers = topology.Bundles.Single(b => b.Name == "answers");

        // By unit, then by fan: how many messages had been sent when a horizon was told.
        private readonly Dictionary<int, List<(long[] Sent, SimTime Horizon)>> _told = [];

        public long Checked { get; private set; }

        public long Told { get; private set; }

        public void OnMessage(ActorPath receiver, TimedMessage message)
        {
            var unit = topology.Units[message.Target];
            var bundle = message is RequestBatch ? _requests : message is ResponseBatch ? _answers : null;
            if (bundle is not null)
            {
                Hold(message, bundle);
            }

            if (_requests.Targets.Contains(unit))
            {
                Note(unit, _requests, unit.Driver.HorizonOver(_requests, unit));
            }
            else if (_answers.Targets.Contains(unit))
            {
                Note(unit, _answers, unit.Driver.PromisedOver(_answers, unit));
            }
        }

        private void Hold(TimedMessage message, LinkBundle bundle)
        {
            if (!_told.TryGetValue(message.Target, out var told))
            {
                return;
            }

            var fan = EventKey.OrdinalOf(message.Order) - bundle.FanLinks[0].Ordinal;
            var sequence = (long)(message.Order & ((1UL << 34) - 1));
            foreach (var (sent, horizon) in told)
            {
                Checked++;
                Assert.True(
                    sequence < sent[fan] || message.Time >= horizon,
                    $"{message.GetType().Name} at {message.Time} for '{topology.Units[message.Target].Name}', which had been told {horizon}");
            }
        }

        private void Note(ActorSim.Kernel.Model.Unit unit, LinkBundle bundle, SimTime horizon)
        {
            Assert.True(horizon > unit.Now, $"'{unit.Name}' at {unit.Now}: a horizon of {horizon}");
            Told += horizon > unit.Now + 1 ? 1 : 0;
            if (!_told.TryGetValue(unit.Index, out var told))
            {
                _told[unit.Index] = told = [];
            }

            told.Add((bundle.FanLinks.Select(f => f.Sent).ToArray(), horizon));
        }
    }

    /// <summary>At each message asks the unit for bounds at a grid of known messages and inputs.</summary>
    private sealed class BoundCheck(Topology topology) : IMessageObserver
    {
        private static readonly long[] Steps = [0, 1, 2, 7, 21, 180, 4000];

        public long Checked { get; private set; }

        public void OnMessage(ActorPath receiver, TimedMessage message)
        {
            var unit = topology.Units[message.Target];
            SimTime[] times = [.. Steps.Select(s => unit.Now + s), SimTime.Never];
            foreach (var link in unit.Outputs)
            {
                for (var e = 0; e < times.Length; e++)
                {
                    for (var i = 0; i < times.Length; i++)
                    {
                        var bound = unit.EarliestOutput(link, times[e], times[i]);
                        NotBelow(bound, e, i, e == 0 ? SimTime.Zero : unit.EarliestOutput(link, times[e - 1], times[i]), link);
                        NotBelow(bound, e, i, i == 0 ? SimTime.Zero : unit.EarliestOutput(link, times[e], times[i - 1]), link);
                    }
                }
            }
        }

        private void NotBelow(SimTime bound, int e, int i, SimTime before, Link link)
        {
            Checked++;
            Assert.True(bound >= before, $"'{link.Name}' at {link.Source.Now}: step {e}, {i} gives {bound}, a smaller one {before}");
        }
    }
}
