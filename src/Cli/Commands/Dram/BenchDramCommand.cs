using System.CommandLine;
using System.Globalization;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;
using ActorSim.Dram.Replay;
using ActorSim.Dram.Setup;

namespace ActorSim.Cli.Commands.Dram;

/// <summary><c>actorsim bench dram</c>: how fast the memory model is.</summary>
internal sealed class BenchDramCommand
{
    private const int MostRequests = 50_000_000;
    private const int MostRepeats = 1000;
    private readonly Option<long> _requests = Options.Long("--requests", 2_000_000, "Requests of 64 bytes per load");
    private readonly Option<long> _repeat = Options.Long("--repeat", 3, "Runs of each load; the fastest is printed");

    private readonly Option<string> _standard = new("--standard")
    {
        Description = "Standard; HBM2 serves a request by two bursts, HBM2-legacy by one",
        HelpName = "NAME",
        DefaultValueFactory = _ => "HBM2",
    };

    public static Command Create()
    {
        var bench = new BenchDramCommand();
        var command = new Command("dram", "Replay saturated and sparse loads on 8 channels; prints requests per second of user CPU time.")
        {
            bench._requests, bench._repeat, bench._standard,
        };
        command.SetAction(bench.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var requests = InRange(parse.GetInt(_requests), _requests.Name, MostRequests);
        var repeat = InRange(parse.GetInt(_repeat), _repeat.Name, MostRepeats);
        var standard = Known(parse.GetValue(_standard)!);
        foreach (var load in ReplayBenchmark.Loads)
        {
            var benchmark = new ReplayBenchmark(load, requests, standard);
            var best = benchmark.Run();
            for (var i = 1; i < repeat; i++)
            {
                var run = benchmark.Run();
                best = run.RequestsPerSecond > best.RequestsPerSecond ? run : best;
            }

            parse.InvocationConfiguration.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{load}: {requests} requests, {best.Cycles} cycles: {best.RequestsPerSecond / 1e6:0.00} M requests per CPU second, "
                + $"{best.BytesPerRequest:0.000} bytes allocated per request"));
        }

        return ExitCode.Success;
    }

    private static int InRange(int value, string option, int most) =>
        value >= 1 && value <= most ? value : throw new InputException($"bench dram: {option} {value} must be from 1 to {most}");

    private static string Known(string standard)
    {
        try
        {
            DramStandardCatalog.Setup(standard);
            return standard;
        }
        catch (ArgumentException e)
        {
            throw new InputException($"bench dram: --standard: {e.Message}", e);
        }
    }
}
