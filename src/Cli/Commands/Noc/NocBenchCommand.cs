using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Noc;
using ActorSim.Noc.Bench;
using ActorSim.Noc.Traffic;

namespace ActorSim.Cli.Commands.Noc;

/// <summary><c>actorsim noc bench</c>: the latency-load curve of a network.</summary>
internal sealed class NocBenchCommand
{
    private const int MostPeriod = 100_000_000;
    private const int MostSamples = 10_000;
    private readonly NetworkOptions _network = new();
    private readonly Option<string?> _traffic = Options.Choice("--traffic", TrafficPattern.Names, "Destinations; uniform by default");
    private readonly Option<long> _flits = Options.Long("--flits", 1, "Flits per packet");
    private readonly Option<int?> _packetBytes = Options.Whole("--packet-bytes", "N", "Bytes per packet, sent over links of --link-bytes, instead of --flits");
    private readonly Option<int?> _linkBytes = Options.Whole("--link-bytes", "N", "Width of a link: bytes of a flit");
    private readonly Option<string?> _injection = Options.Choice("--injection", ["bernoulli", "deterministic"], "When nodes send; bernoulli by default");
    private readonly Option<long> _seed = Options.Long("--seed", 1, "Seed of all random draws");
    private readonly Option<int?> _period = Options.Whole("--sample-period", "N", "Cycles per sample; 20000 by the root of the number of nodes by default");
    private readonly Option<long> _warmup = Options.Long("--warmup", new SamplePlan().Warmup, "Samples that are thrown away");
    private readonly Option<long> _samples = Options.Long("--max-samples", new SamplePlan().Most, "Samples at most");
    private readonly Option<string?> _json = Options.Text("--json", "FILE", "Write the points as JSON (docs/noc.md)");
    private readonly Option<string?> _svg = Options.Text("--svg", "FILE", "Draw the curve as SVG");

    private readonly Option<string> _rates = new("--rates")
    {
        Description = "Offered flits per node and cycle, above 0, at most 1, separated by commas",
        HelpName = "RATE,...",
        DefaultValueFactory = _ => "0.05,0.1,0.15,0.2,0.25,0.3,0.35,0.4,0.45,0.5",
    };

    public static Command Create()
    {
        var bench = new NocBenchCommand();
        var command = new Command("bench", "Measure packet latency and accepted throughput against offered load.");
        bench._network.AddTo(command);
        foreach (var option in (Option[])[bench._traffic, bench._flits, bench._packetBytes, bench._linkBytes, bench._injection, bench._rates,
            bench._seed, bench._period, bench._warmup, bench._samples, bench._json, bench._svg])
        {
            command.Options.Add(option);
        }

        command.SetAction(bench.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var (topology, routing, spec) = _network.Read(parse);
        var traffic = parse.GetValue(_traffic) ?? "uniform";
        var flits = PacketFlits.Of(parse.GetInt(_flits), parse.GetValue(_packetBytes), parse.GetValue(_linkBytes));
        var load = new TrafficLoad(TrafficPattern.Create(traffic, topology), flits, 1, Injection(parse), (ulong)parse.GetValue(_seed));
        var rates = RateList.Parse(parse.GetValue(_rates)!);
        var curve = new LoadCurve(topology, routing, spec, load, Plan(parse));
        var points = rates.Select(curve.Measure).ToList();
        var title = $"{topology.Name}, {routing.Name}, {traffic}, {flits} flit(s) per packet";
        if (parse.GetValue(_svg) is { } svg)
        {
            LoadCurveReport.Draw(svg, title, points);
        }

        if (parse.GetValue(_json) is { } json)
        {
            LoadCurveReport.Write(json, title, curve, points);
        }

        LoadCurveReport.Print(title, curve, points, parse.InvocationConfiguration.Output);
        return ExitCode.Success;
    }

    private InjectionKind Injection(ParseResult parse) => parse.GetValue(_injection) switch
    {
        null or "bernoulli" => InjectionKind.Bernoulli,
        "deterministic" => InjectionKind.Deterministic,
        var other => throw new InputException($"--injection {other} is not known; one of: bernoulli, deterministic"),
    };

    private SamplePlan Plan(ParseResult parse) => new()
    {
        Period = parse.GetValue(_period) is { } period ? InRange(period, _period.Name, MostPeriod) : null,
        Warmup = InRange(parse.GetValue(_warmup), _warmup.Name, MostSamples),
        Most = InRange(parse.GetValue(_samples), _samples.Name, MostSamples),
    };

    private static int InRange(long value, string option, int most) =>
        value >= 1 && value <= most ? (int)value : throw new InputException($"noc bench: {option} {value} must be from 1 to {most}");
}
