using System.CommandLine;
using System.Globalization;
using ActorSim.Bench.Models.Phold;
using ActorSim.Cli.Commands.Dram;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Kernel.Dispatch;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim bench</c>: benchmarks of the simulation kernel and of the memory model.</summary>
internal sealed class BenchCommand
{
    public const string Name = "bench";

    private readonly Option<long> _lps = Options.Long("--lps", 16, "Units");
    private readonly Option<long> _population = Options.Long("--population", 16, "Jobs per unit at the start");
    private readonly Option<long> _lookahead = Options.Long("--lookahead", 16, "Least delay of a hop, ticks");
    private readonly Option<double> _remote = new("--remote")
    {
        Description = "Share of hops to a neighbour, 0 to 1",
        HelpName = "X",
        DefaultValueFactory = _ => 0.25,
    };

    private readonly Option<long> _delay = Options.Long("--mean-delay", 64, "Mean of the random delay on top of the lookahead, ticks");
    private readonly Option<long> _degree = Options.Long("--degree", 4, "Neighbours of each unit");
    private readonly Option<long> _events = Options.Long("--events", 10_000_000, "Messages, about");
    private readonly Option<long> _seed = Options.Long("--seed", 1, "Seed of delays and routes");
    private readonly Option<long> _workers = Options.Long("--workers", 1, "Threads");
    private readonly Option<string?> _sync = Options.Choice(
        "--sync", SynchronizerCatalog.Names, "How workers keep together; sequential by default");
    private readonly Option<string?> _partition = Options.Choice(
        "--partition", SynchronizerCatalog.Partitions, "Which worker runs what");

    public static Command Create()
    {
        var bench = new BenchCommand();
        var phold = new Command("phold", "PHOLD: jobs that hop between actors; prints messages per second.")
        {
            bench._lps, bench._population, bench._lookahead, bench._remote, bench._delay, bench._degree, bench._events, bench._seed,
            bench._workers, bench._sync, bench._partition,
        };
        phold.SetAction(bench.Execute);
        return new Command(Name, "Measure the simulation kernel and the memory model.") { phold, BenchDramCommand.Create() };
    }

    private int Execute(ParseResult parse)
    {
        var options = new PholdOptions
        {
            Lps = parse.GetInt(_lps),
            Population = parse.GetInt(_population),
            Lookahead = parse.GetInt(_lookahead),
            Remote = parse.GetValue(_remote),
            MeanExtraDelay = parse.GetInt(_delay),
            Degree = parse.GetInt(_degree),
            Events = parse.GetValue(_events),
            Seed = (ulong)parse.GetValue(_seed),
            Workers = parse.GetInt(_workers),
            Sync = parse.GetValue(_sync) ?? Synchronizers.Sequential,
            Partition = parse.GetValue(_partition) ?? PartitionPolicy.Grouped,
        };
        try
        {
            Print(PholdBenchmark.Run(options), parse.InvocationConfiguration.Output);
            return ExitCode.Success;
        }
        catch (ArgumentException e)
        {
            throw new InputException($"bench phold: {e.Message.Split(" (Parameter")[0]}", e);
        }
    }

    private static void Print(PholdResult r, TextWriter output) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{r.Synchronizer}: {r.Messages} messages in {r.Seconds:0.000} s: {r.MessagesPerSecond / 1e6:0.00} M messages/s, "
        + $"{r.NanosecondsPerMessage:0.0} ns/message, {r.Activations} activations, {r.Rounds} rounds, digest {r.Digest:x16}"));
}
