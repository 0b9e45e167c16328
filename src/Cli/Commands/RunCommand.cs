using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Running;
using ActorSim.Cli.Tenants;
using ActorSim.Cli.Timeline;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim run</c>.</summary>
internal sealed class RunCommand
{
    public const string Name = "run";

    private readonly Argument<string[]> _traces = new("TRACE")
    {
        Description = "Traces, kernel packages, ONNX models or SCALE-Sim topologies (.csv) to run from cycle 0: files; - is standard input",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly SystemOptions _system = new();
    private readonly Option<string[]> _requests = new("--request")
    {
        Description = "A trace that arrives later, or runs in a partition of its choice; or a tenant that sends many requests "
            + "(poisson:RATErps, every:TIME, burst:N/TIME, closed:N; docs/tenancy.md); repeatable",
        HelpName = "TRACE@CYCLE[,PARTITION]|TRACE@PROCESS[,OPTION...]",
        DefaultValueFactory = _ => [],
    };

    private readonly ShapeOption _shape = new();
    private readonly InputOption _input = new("NumPy file of an input of a package or model, in their order or by name: its indices decide what gathers and scatters touch");
    private readonly Option<string?> _json = Options.Text(
        "--json", "FILE", "Write all statistics as JSON (docs/report.md); - is standard output, without tables");
    private readonly Option<string?> _html = Options.Text("--html", "FILE", "Write a page with charts and all layers (docs/report.md)");
    private readonly Option<bool> _layers = new("--layers") { Description = "Print what each kernel took and waited for; always with a model" };
    private readonly Option<string?> _layersCsv = Options.Text("--layers-csv", "FILE", "Write a line for each layer, with the columns of SCALE-Sim's reports");
    private readonly Option<bool> _noFusion = new("--no-fusion") { Description = "Compile each node of a model for itself" };
    private readonly Option<string?> _timeline = Options.Text("--timeline", "FILE", "Write a timeline for ui.perfetto.dev; .gz packs it");
    private readonly Option<string?> _window = Options.Text("--timeline-window", "FROM..TO", "Only what overlaps these core cycles; either may be left out");
    private readonly Option<string?> _log = Options.Choice("--log", Listeners.LogLevels, "Print what happens, before the tables");
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print no tables and no progress" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Print every core and channel; on failure, where" };

    public static Command Create()
    {
        var run = new RunCommand();
        var command = new Command(Name, "Simulate a trace or a model and report its cycles.");
        command.Arguments.Add(run._traces);
        run._system.AddTo(command);
        run._system.AddLowering(command);
        run._system.AddNamed(command, Options.Choice("--sync", SynchronizerCatalog.Names, "How workers keep together"), "run.sync");
        var partition = Options.Choice("--partition", SynchronizerCatalog.Partitions, "Which worker simulates what");
        run._system.AddNamed(command, partition, "run.partition");
        command.Options.Add(run._requests);
        run._shape.AddTo(command);
        run._input.AddTo(command);
        command.Options.Add(run._json);
        command.Options.Add(run._html);
        command.Options.Add(run._layers);
        command.Options.Add(run._layersCsv);
        command.Options.Add(run._noFusion);
        command.Options.Add(run._timeline);
        command.Options.Add(run._window);
        command.Options.Add(run._log);
        command.Options.Add(run._quiet);
        command.Options.Add(run._verbose);
        command.SetAction(run.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var requests = new List<RequestArgument>();
        foreach (var trace in parse.GetValue(_traces)!)
        {
            requests.Add(new RequestArgument(trace, 0, null));
        }

        foreach (var request in parse.GetValue(_requests)!)
        {
            requests.Add(RequestArgument.Parse(request));
        }

        if (requests.Count == 0)
        {
            throw new InputException("run: no trace given; name a file, - for standard input, or --request TRACE@CYCLE");
        }

        var plan = new RunPlan(_system.Load(parse), requests)
        {
            Shape = _shape.Read(parse),
            Inputs = _input.Read(parse),
            Json = parse.GetValue(_json),
            Html = parse.GetValue(_html),
            LayersCsv = parse.GetValue(_layersCsv),
            Layers = parse.GetValue(_layers),
            Fuse = !parse.GetValue(_noFusion),
            Timeline = parse.GetValue(_timeline),
            TimelineWindow = Window(parse),
            LogLevel = parse.GetValue(_log),
            Quiet = parse.GetValue(_quiet) || parse.GetValue(_json) == "-",
            Verbose = parse.GetValue(_verbose),
        };
        return new RunSession(plan, parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error).Execute();
    }

    private TimelineWindow? Window(ParseResult parse)
    {
        if (parse.GetValue(_window) is not { } window)
        {
            return null;
        }

        return parse.GetValue(_timeline) is null
            ? throw new InputException($"{_window.Name} {window}: there is no timeline; name its file with {_timeline.Name}")
            : TimelineWindow.Parse(window);
    }
}
