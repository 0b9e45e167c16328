using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Running;
using ActorSim.Cli.Serving;
using ActorSim.Cli.Tenants;
using ActorSim.Serving.Costs;
using ActorSim.Serving.Engines;
using ActorSim.Serving.Results;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim serve-sim</c>: requests to a language model.</summary>
internal sealed class ServeSimCommand
{
    public const string Name = "serve-sim";

    private const int Most = 1 << 24;
    private static readonly string[] Schedulers = ["continuous", "static", "disaggregated"];

    private readonly Argument<string> _model = new("MODEL")
    {
        Description = "A model of the zoo that has a cache (llama3-8b-block), or an ONNX file with batch, seq and past open",
    };

    private readonly SystemOptions _system = new();
    private readonly Option<string?> _arrivals = Options.Text("--arrivals", "PROCESS|FILE",
        "poisson:8rps, every:20ms, burst:N/TIME, or a CSV of requests; poisson:1rps by default");
    private readonly Option<int?> _requests = Options.Whole("--requests", "N", "How many; 1000 by default, of a file all");
    private readonly Option<string?> _prompt = Options.Text("--prompt", "LENGTH",
        "Tokens of prompts: N, uniform(A,B), lognormal(MEDIAN,SIGMA), geometric(MEAN); lognormal(512,0.8) by default");
    private readonly Option<string?> _output = Options.Text("--output", "LENGTH", "Tokens to generate, likewise; lognormal(128,0.8) by default");
    private readonly Option<int?> _seed = Options.Whole("--seed", "N", "Of arrivals and lengths; 1 by default");
    private readonly Option<int?> _shared = Options.Whole("--shared-prefix", "TOKENS",
        "Tokens before each prompt that a group of requests has in common; 0 by default");
    private readonly Option<int?> _groups = Options.Whole("--prefix-groups", "N", "Groups of --shared-prefix; 1 by default");
    private readonly Option<string?> _scheduler = Options.Choice("--scheduler", Schedulers, "How requests are batched; continuous by default");
    private readonly Option<int?> _batch = Options.Whole("--max-batch", "N", "Requests in a batch; 32 by default");
    private readonly Option<int?> _chunk = Options.Whole("--chunk", "TOKENS",
        "Tokens of a step, prompts cut to fit; 512 by default, 0: prompts whole, before anything is generated");
    private readonly Option<int?> _blocks = Options.Whole("--kv-blocks", "N", "Blocks of the cache; 4096 by default");
    private readonly Option<int?> _blockTokens = Options.Whole("--kv-block-tokens", "N", "Tokens of a block; 16 by default");
    private readonly Option<string?> _transfer = Options.Text("--kv-transfer", "GB/s", "Disaggregated: speed at which caches move; without: at once");
    private readonly Option<int?> _layers = Options.Whole("--layers", "N", "Times that the model follows itself; 1 by default");
    private readonly Option<string?> _element = Options.Choice("--dtype", ["f16", "f32"], "Type of a zoo model; f16 by default");
    private readonly Option<string?> _grid = Options.Text("--grid", "CONTEXT,TOKENS|exact",
        "Shapes that are simulated, others interpolated: multiples, and powers of two of the batch; 512,256 by default");
    private readonly Option<string?> _steps = Options.Text("--steps", "DIR", "Folder that keeps simulated shapes for later runs");
    private readonly Option<string?> _ttft = Options.Text("--slo-ttft", "TIME", "Service level: time to first token (200ms)");
    private readonly Option<string?> _tpot = Options.Text("--slo-tpot", "TIME", "Service level: time per output token (50ms)");
    private readonly Option<string?> _json = Options.Text("--json", "FILE",
        "Write all figures as JSON (docs/serving.md); - is standard output, without tables");
    private readonly Option<string?> _csv = Options.Text("--csv", "FILE", "Write a line for each request");
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print no tables and no progress" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "On failure, print where" };

    public static Command Create()
    {
        var serve = new ServeSimCommand();
        var command = new Command(Name, "Serve requests to a language model and report their latencies (docs/serving.md).");
        command.Arguments.Add(serve._model);
        serve._system.AddTo(command);
        serve._system.AddLowering(command);
        Option[] options =
        [
            serve._arrivals, serve._requests, serve._prompt, serve._output, serve._seed, serve._shared, serve._groups, serve._scheduler, serve._batch,
            serve._chunk, serve._blocks, serve._blockTokens, serve._transfer, serve._layers, serve._element, serve._grid, serve._steps, serve._ttft,
            serve._tpot, serve._json, serve._csv, serve._quiet, serve._verbose,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction(serve.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var system = _system.Load(parse);
        var layers = Number(parse, _layers, 1, 1, 10_000);
        var model = ServedModel.Open(parse.GetValue(_model)!, Chosen(parse, _element, ["f16", "f32"]) == "f16");
        var level = new ServiceLevel(Seconds(parse, _ttft, system), Seconds(parse, _tpot, system));
        var grid = Grid(parse.GetValue(_grid));
        var traffic = new ServedTraffic(parse.GetValue(_arrivals) ?? "poisson:1rps", Requests(parse), parse.GetValue(_prompt), parse.GetValue(_output),
            Number(parse, _seed, 1, 0, int.MaxValue), Number(parse, _shared, 0, 0, 1 << 20), Number(parse, _groups, 1, 1, Most));
        var requests = traffic.Create(system.Machine.CoreHz, out var skipped);
        var spec = Spec(parse, system, model.CacheBytesPerToken * layers);
        var quiet = parse.GetValue(_quiet) || parse.GetValue(_json) == "-";
        using var interruption = new Interruption();
        var simulator = new StepSimulator(model, system, layers, Folder(parse), quiet ? null : parse.InvocationConfiguration.Error, interruption.Token);
        var costs = new InterpolatedCosts(simulator, grid);
        if (Serve(spec, requests, costs, interruption.Token) is not { } result)
        {
            parse.InvocationConfiguration.Error.WriteLine("actorsim: interrupted: shapes that are in the folder of --steps are kept");
            return ExitCode.Interrupted;
        }

        var report = new ServeReport
        {
            Model = model,
            System = system.Machine.Name,
            Layers = layers,
            Spec = spec,
            Level = level,
            Hz = system.Machine.CoreHz,
            Result = result,
            Costs = costs,
            Simulated = simulator.Simulated,
            Skipped = skipped,
        };
        Write(parse, report, quiet);
        return ExitCode.Success;
    }

    private static ServingResult? Serve(
        ServingSpec spec, IReadOnlyList<ActorSim.Serving.Requests.ServingRequest> requests, IStepCosts costs, CancellationToken stop)
    {
        try
        {
            return spec.Serve(requests, costs, stop);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (ArgumentException e) when (e.ParamName == "requests")
        {
            throw new InputException($"--kv-blocks {spec.KvBlocks}: {e.Message.Split(" (Parameter", 2)[0]}; give more, or shorter prompts and outputs", e);
        }
    }

    private void Write(ParseResult parse, ServeReport report, bool quiet)
    {
        if (parse.GetValue(_json) is { } json)
        {
            report.WriteJson(json);
        }

        if (parse.GetValue(_csv) is { } csv)
        {
            report.WriteCsv(csv);
        }

        if (!quiet)
        {
            report.WriteTables(parse.InvocationConfiguration.Output);
        }
    }

    private ServingSpec Spec(ParseResult parse, SystemConfiguration system, long cacheBytes)
    {
        var name = Chosen(parse, _scheduler, Schedulers);
        var gigabytes = Text(parse, _transfer, TimeText.Number, "a number of GB/s above 0, for example 50");
        if (gigabytes is not null && name != "disaggregated")
        {
            throw new InputException($"{_transfer.Name}: caches move only with --scheduler disaggregated; leave it out");
        }

        return new ServingSpec
        {
            Scheduler = (ServingScheduler)Array.IndexOf(Schedulers, name),
            MostInBatch = Number(parse, _batch, 32, 1, 1 << 16),
            StepTokens = Number(parse, _chunk, 512, 0, Most),
            KvBlocks = Number(parse, _blocks, 4096, 1, int.MaxValue),
            BlockTokens = Number(parse, _blockTokens, 16, 1, Most),
            TransferCyclesPerToken = gigabytes is { } speed ? cacheBytes / ((double)speed * 1e9) * system.Machine.CoreHz : 0,
        };
    }

    private int Requests(ParseResult parse)
    {
        var isProcess = (parse.GetValue(_arrivals) ?? "poisson:").Contains(':', StringComparison.Ordinal);
        return Number(parse, _requests, isProcess ? 1000 : Most, 1, Most);
    }

    private string? Folder(ParseResult parse)
    {
        if (parse.GetValue(_steps) is not { } folder)
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(folder);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{_steps.Name} {folder}: cannot be created: {e.Message}", e);
        }
    }

    private static StepGrid Grid(string? text)
    {
        if (text == "exact")
        {
            return StepGrid.Exact;
        }

        var parts = (text ?? "512,256").Split(',');
        return parts.Length == 2 && ProcessText.Whole(parts[0], Most) is { } context && ProcessText.Whole(parts[1], Most) is { } tokens
            ? new StepGrid(context, tokens, true)
            : throw new InputException($"--grid '{text}': expected CONTEXT,TOKENS, each from 1 to {Most}, or exact; for example 512,256");
    }

    private static double? Seconds(ParseResult parse, Option<string?> option, SystemConfiguration system) =>
        Text(parse, option, TimeText.Parse, "a time, for example 200ms") is { } time
            ? time.Unit is { } unit ? (double)(time.Value * unit) : (double)time.Value / system.Machine.CoreHz
            : null;

    private static string Chosen(ParseResult parse, Option<string?> option, string[] names)
    {
        var value = parse.GetValue(option) ?? names[0];
        return names.Contains(value) ? value : throw new InputException($"{option.Name} '{value}' is none of {string.Join(", ", names)}");
    }

    private static int Number(ParseResult parse, Option<int?> option, int fallback, int least, int most)
    {
        var value = parse.GetValue(option) ?? fallback;
        return value >= least && value <= most ? value : throw new InputException($"{option.Name} {value} must be from {least} to {most}");
    }

    private static T? Text<T>(ParseResult parse, Option<string?> option, Func<string, T?> read, string expected)
    {
        if (parse.GetValue(option) is not { } text)
        {
            return default;
        }

        return read(text) is { } value && !value.Equals(default(T)) ? value
            : throw new InputException($"{option.Name} '{text}': expected {expected}");
    }
}
