using ActorSim.Kernel;
using Xunit;

namespace ActorSim.Tests.Contract;

/// <summary>What every synchronizer owes every model: the events of the sequential run, in its order, at each process.</summary>
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

    public static TheoryData<string, string> Cases { get; } = MakeCases();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_process_handles_the_same_events_in_the_same_order(string model, string sync)
    {
        var golden = Run(model, new SequentialSynchronizer());
        Assert.NotEmpty(golden.Trace);
        for (var seed = 0; seed < 10; seed++)
        {
            var scheduler = new InlineScheduler(seed);
            Same(golden, Run(model,
                sync == Synchronizers.Window ? new WindowSynchronizer(scheduler) : new NullMessageSynchronizer(scheduler)));
        }

        for (var workers = 1; workers <= 3; workers++)
        {
            Same(golden, Run(model, Synchronizers.Create(sync, workers, PartitionPolicy.RoundRobin, workers)));
        }
    }

    /// <summary>Any of the processes may be coarse-grained, all of them or none.</summary>
    [Theory]
    [MemberData(nameof(ModelNames))]
    public void Coarse_grained_processes_run_side_by_side_as_one_after_the_other(string model)
    {
        var golden = Run(model, new SequentialSynchronizer());
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var share = seed / 11.0;
            var synchronizer = Synchronizers.Create(Synchronizers.ForkJoin, 1 + (seed % 4), PartitionPolicy.Names[seed % 3], seed);
            Same(golden, Run(model, synchronizer, process => process.IsMarkedCoarse = random.NextDouble() <= share));
        }
    }

    [Fact]
    public void Coarse_grained_processes_take_part_in_rounds()
    {
        var topology = Ring.Build();
        foreach (var process in topology.Processes.OfType<TracedProcess>())
        {
            process.IsMarkedCoarse = true;
        }

        var summary = Synchronizers.Create(Synchronizers.ForkJoin, 2).Run(topology);
        Assert.InRange(summary.Rounds, 1, summary.Events);
    }

    [Fact]
    public void Events_of_one_time_come_in_order_of_priority_link_and_sequence()
    {
        var topology = FanIn.Build();
        new SequentialSynchronizer().Run(topology);
        var keys = topology.Processes.OfType<TracedProcess>().Single(p => p.Name == FanIn.Sink).Trace
            .Select(line => line.Split(' '))
            .Select(f => (long.Parse(f[1]), Convert.ToUInt64(f[2], 16)))
            .ToArray();
        Assert.Equal(765, keys.Length);
        Assert.Equal(keys.Order(), keys);
    }

    [Theory]
    [InlineData(Synchronizers.NullMessage)]
    [InlineData(Synchronizers.Window)]
    public void Quiet_time_is_jumped_over(string sync)
    {
        // Six appointments a billion ticks apart, with a lookahead of one tick: rounds follow events, not ticks.
        var summary = Synchronizers.Create(sync).Run(Ring.Build());
        Assert.InRange(summary.Rounds, 1, 250);
        Assert.InRange(summary.Messages, 200, 1500);
    }

    [Fact]
    public void Between_clients_and_reactive_servers_few_null_messages_flow()
    {
        var summary = new NullMessageSynchronizer(new InlineScheduler(1)).Run(Servers.Build());
        Assert.True(summary.NullMessages < 3 * summary.Events, $"{summary}");
    }

    private static void Same((RunSummary Summary, string[] Trace) golden, (RunSummary Summary, string[] Trace) other)
    {
        Assert.Equal(golden.Trace, other.Trace);
        Assert.Equal(golden.Summary.EndTime, other.Summary.EndTime);
        Assert.False(other.Summary.Cancelled);
    }

    private static (RunSummary Summary, string[] Trace) Run(string model, ISynchronizer synchronizer, Action<TracedProcess>? prepare = null)
    {
        var topology = Models[model]();
        foreach (var process in topology.Processes.OfType<TracedProcess>())
        {
            prepare?.Invoke(process);
        }

        var summary = synchronizer.Run(topology);
        return (summary, topology.Processes.OfType<TracedProcess>().SelectMany(p => p.Trace).ToArray());
    }

    public static TheoryData<string> ModelNames => [.. Models.Keys.Order(StringComparer.Ordinal)];

    private static TheoryData<string, string> MakeCases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var model in Models.Keys.Order(StringComparer.Ordinal))
        {
            cases.Add(model, Synchronizers.NullMessage);
            cases.Add(model, Synchronizers.Window);
        }

        return cases;
    }
}
