using System.CommandLine;
using ActorSim.Cli.Errors;
using ActorSim.Trace.Tools;

namespace ActorSim.Cli.Commands.Trace;

/// <summary><c>actorsim trace dump</c>: a trace as JSON lines.</summary>
internal static class TraceDumpCommand
{
    public static Command Create()
    {
        var input = TraceCommand.Input();
        var output = TraceCommand.Output("JSON lines to write");
        var command = new Command("dump", "Print a trace as JSON lines, without loss.") { input, output };
        command.SetAction(parse =>
        {
            using var reader = ActorSim.Trace.Reading.TraceReader.Open(parse.GetValue(input)!);
            using var sink = JsonLinesWriter.Create(parse.GetValue(output)!);
            TracePump.Copy(reader, sink);
            return ExitCode.Success;
        });
        return command;
    }
}
