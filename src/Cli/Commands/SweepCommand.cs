using System.CommandLine;
using System.Globalization;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Running;
using ActorSim.Cli.Sweeping;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim sweep</c>: the same input on many systems.</summary>
internal sealed class SweepCommand
{
    public const string Name = "sweep";

    private const int MostJobs = 1024;

    private readonly Argument<string> _input = new("INPUT") { Description = "What to run, as actorsim run takes it: a file" };
    private readonly SystemOptions _system = new();
    private readonly Option<string[]> _vary = new("--vary")
    {
        Description = "A configuration key (or cores, channels, shape.NAME) with its values; several give all combinations",
        HelpName = "KEY=V,V,...",
        Required = true,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly ShapeOption _shape = new();
    private readonly InputOption _tensors = new("NumPy file of an input of a package or model, in their order or by name: its indices decide what gathers and scatters touch");
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Folder of all results; sweep by default", HelpName = "DIR" };
    private readonly Option<int?> _jobs = Options.Whole("--jobs", "N", "Points at a time; as many as there are processors by default");
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print no table and no progress" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "On failure, print where" };

    public static Command Create()
    {
        var sweep = new SweepCommand();
        var command = new Command(Name, "Run an input on many systems; finished points are kept (docs/sweep.md).");
        command.Arguments.Add(sweep._input);
        sweep._system.AddTo(command);
        sweep._vary.CompletionSources.Add(Configuration.ConfigurationKeys.Completions);
        command.Options.Add(sweep._vary);
        sweep._shape.AddTo(command);
        sweep._tensors.AddTo(command);
        command.Options.Add(sweep._output);
        command.Options.Add(sweep._jobs);
        command.Options.Add(sweep._quiet);
        command.Options.Add(sweep._verbose);
        command.SetAction(sweep.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var input = parse.GetValue(_input)!;
        var jobs = parse.GetValue(_jobs) ?? Environment.ProcessorCount;
        if (jobs is < 1 or > MostJobs)
        {
            throw new InputException($"sweep: --jobs {jobs} must be from 1 to {MostJobs}");
        }

        if (input == "-")
        {
            throw new InputException("sweep: standard input can be read once; name a file");
        }

        var plan = SweepPlan.Create(
            input, _tensors.Paths(parse), parse.GetValue(_vary)!, _shape.Read(parse), more => _system.Load(parse, more));
        var folder = CreateFolder(parse.GetValue(_output) ?? "sweep");
        return Run(parse, plan, folder, jobs);
    }

    private int Run(ParseResult parse, SweepPlan plan, string folder, int jobs)
    {
        var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
        var quiet = parse.GetValue(_quiet);
        using var interruption = new Interruption();
        var runner = new SweepRunner(plan, Path.Combine(folder, "points"), quiet ? null : error);
        var rows = SweepRow.Of(plan, runner.Run(jobs, interruption.Token));
        var title = $"Sweep of {Path.GetFileName(plan.Input)} on {plan.Points[0].System.Machine.Name}";
        SweepCsv.Write(Path.Combine(folder, "sweep.csv"), plan, rows);
        SweepSvg.Write(Path.Combine(folder, "sweep.svg"), title, plan, rows);
        if (!quiet)
        {
            SweepTable.Write(title, plan, rows, output);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{rows.Count} points, {runner.Simulated} simulated now; {Path.Combine(folder, "sweep.csv")}, sweep.svg"));
        }

        if (interruption.Token.IsCancellationRequested)
        {
            error.WriteLine("actorsim: interrupted: what is finished is kept, the same command goes on");
            return ExitCode.Interrupted;
        }

        return Outcome(plan, rows, error);
    }

    // Also where the table that says why is not wanted.
    private static int Outcome(SweepPlan plan, IReadOnlyList<SweepRow> rows, TextWriter error)
    {
        SweepRow[] failed = [.. rows.Where(r => !r.IsDone)];
        if (failed.Length == 0)
        {
            return ExitCode.Success;
        }

        var values = string.Join(' ', plan.Axes.Zip(failed[0].Point.Values, (axis, value) => $"{axis.Name}={value}"));
        ErrorReport.Write(error, $"sweep: {failed.Length} of {rows.Count} points gave no result, {values} the first: {failed[0].Result?.Message}");
        return failed.Any(r => r.Status == SweepResult.Refused) ? ExitCode.Input : ExitCode.Frozen;
    }

    private static string CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "points"));
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--output {folder}: cannot be created: {e.Message}", e);
        }
    }
}
