using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Noc;
using ActorSim.Noc.Replay;

namespace ActorSim.Cli.Commands.Noc;

/// <summary><c>actorsim noc replay</c>.</summary>
internal sealed class NocReplayCommand
{
    private readonly Argument<string> _file = new("SCENARIOS") { Description = "Scenarios as JSON, plain or gzip (docs/noc.md)" };
    private readonly Option<string?> _scenario = Options.Text("--scenario", "NAME", "Replay this one alone");
    private readonly Option<string?> _json = Options.Text("--json", "FILE", "Write the arrival cycles of all packets as JSON");
    private readonly Option<string?> _events = Options.Text("--events", "FILE", "Write every flit's events as CSV (.gz: compressed)");
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print no table" };

    public static Command Create()
    {
        var replay = new NocReplayCommand();
        var command = new Command("replay", "Replay scenarios of packets through a network, flit for flit.")
        {
            replay._file, replay._scenario, replay._json, replay._events, replay._quiet,
        };
        command.SetAction(replay.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var scenarios = ScenarioFile.Read(parse.GetValue(_file)!, parse.GetValue(_scenario));
        using var events = parse.GetValue(_events) is { } path ? new FlitEventFile(path) : null;
        var results = scenarios.Select(s => new ReplayedScenario(s, ScenarioRun.Replay(s, events?.Of(s.Name)))).ToList();
        if (parse.GetValue(_json) is { } json)
        {
            ScenarioReport.Write(json, results);
        }

        events?.Commit();
        if (!parse.GetValue(_quiet))
        {
            ScenarioReport.Print(results, parse.InvocationConfiguration.Output);
        }

        return ExitCode.Success;
    }
}
