using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using Xunit;

namespace ActorSim.Tests.Contract;

/// <summary>What every synchronizer owes every model: the messages of the sequential run, in its order, at each unit.</summary>
public class SynchronizerContract
{
    private static readonly Dictionary<string, Func<Topology>> Models = new()
    {
        ["fan-in"] = FanIn.Build,
        ["ring"] = Ring.Build,
        ["servers"] = Servers.Build,
        ["work ahead"] = WorkAhead.Build,
        ["random 1"] = () => RandomNetwork.Build(1),
        ["random 2"] = () => RandomNetwork.Build(2),
        ["random 3"] = () => RandomNetwork.Build(3),
    };

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void Each_unit_handles_the_same_messages_in_the_same_order(string model)
    {
        var golden = Run(model, Synchronizers.Create(Synchronizers.Sequential));
        Assert.NotEmpty(golden.Trace);
        for (var seed = 0; seed < 12; seed++)
        {
            Same(golden, Run(model, Synchronizers.Create(Synchronizers.Rounds, 1 + (seed % 4), PartitionPolicy.Names[seed % 3], seed)));
        }
    }

    [Theory]
    [MemberData(nameof(ModelNames))]
    public void Every_actor_receives_timed_messages_and_each_of_them_once(string model)
    {
        foreach (var name in Synchronizers.Names)
        {
            var observer = new CountingObserver();
            var topology = Models[model]();
            var summary = Synchronizers.Create(name, new SimulationOptions { Workers = 2, Observer = observer }).Run(topology);
            Assert.Equal(topology.Units.Select(u => "/user/model/" + u.Name).Order(StringComparer.Ordinal),
                observer.Counts.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(summary.Messages, observer.Counts.Values.Sum());
            Assert.InRange(summary.Activations, 1, summary.Messages);
        }
    }

    [Fact]
    public void Messages_of_one_time_come_in_order_of_priority_link_and_sequence()
    {
        var topology = FanIn.Build();
        Synchronizers.Create(Synchronizers.Sequential).Run(topology);
        var keys = topology.Units.OfType<TracedUnit>().Single(p => p.Name == FanIn.Sink).Trace
            .Select(line => line.Split(' '))
            .Select(f => (long.Parse(f[1]), Convert.ToUInt64(f[2], 16)))
            .ToArray();
        Assert.Equal(765, keys.Length);
        Assert.Equal(keys.Order(), keys);
    }

    [Fact]
    public void Quiet_time_is_jumped_over()
    {
        // Six appointments a billion ticks apart, with a lookahead of one tick: rounds follow messages, not ticks.
        var summary = Synchronizers.Create(Synchronizers.Rounds).Run(Ring.Build());
        Assert.InRange(summary.Rounds, 1, 250);
    }

    private static void Same((RunSummary Summary, string[] Trace) golden, (RunSummary Summary, string[] Trace) other)
    {
        Assert.Equal(golden.Trace, other.Trace);
        Assert.Equal(golden.Summary.EndTime, other.Summary.EndTime);
        Assert.False(other.Summary.Cancelled);
    }

    private static (RunSummary Summary, string[] Trace) Run(string model, ISynchronizer synchronizer)
    {
        var topology = Models[model]();
        var summary = synchronizer.Run(topology);
        return (summary, topology.Units.OfType<TracedUnit>().SelectMany(p => p.Trace).ToArray());
    }

    public static TheoryData<string> ModelNames => [.. Models.Keys.Order(StringComparer.Ordinal)];
}
