using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Dram;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Commands.Dram;

/// <summary><c>actorsim dram replay</c>.</summary>
internal sealed class DramReplayCommand
{
    private readonly Argument<string> _trace = new("TRACE")
    {
        Description = "Memory trace, lines of '0xADDRESS READ|WRITE CYCLE', plain or gzip; - is standard input",
    };

    private readonly DramOptions _memory = new();
    private readonly Option<long> _offers = Options.Long("--offers", 1, "64-byte requests offered per DRAM cycle");
    private readonly Option<string?> _commands = Options.Text("--commands", "FILE", "Write every command as CSV (.gz: compressed)");
    private readonly Option<string?> _json = Options.Text("--json", "FILE", "Write the results as JSON (docs/dram.md)");
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print no tables" };

    public static Command Create()
    {
        var replay = new DramReplayCommand();
        var command = new Command("replay", "Replay a memory trace through DRAM channels alone.");
        command.Arguments.Add(replay._trace);
        replay._memory.AddTo(command);
        command.Options.Add(replay._offers);
        command.Options.Add(replay._commands);
        command.Options.Add(replay._json);
        command.Options.Add(replay._quiet);
        command.SetAction(replay.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var session = new ReplaySession(_memory.Read(parse), parse.GetValue(_trace)!, parse.GetInt(_offers))
        {
            Commands = parse.GetValue(_commands),
            Json = parse.GetValue(_json),
        };
        session.Execute(parse.GetValue(_quiet) ? null : parse.InvocationConfiguration.Output);
        return ExitCode.Success;
    }
}
