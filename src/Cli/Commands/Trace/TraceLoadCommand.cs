using System.CommandLine;
using ActorSim.Cli.Errors;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Commands.Trace;

/// <summary><c>actorsim trace load</c>: JSON lines as a trace.</summary>
internal static class TraceLoadCommand
{
    public static Command Create()
    {
        var input = TraceCommand.Input("JSONL");
        input.Description = "JSON lines, plain or gzip; - is standard input";
        var output = TraceCommand.Output("Trace to write");
        var command = new Command("load", "Make a trace of the JSON lines that 'trace dump' wrote or a person edited.") { input, output };
        command.SetAction(parse =>
        {
            var name = parse.GetValue(input)!;
            using var stream = Open(name);
            using var sink = TraceWriter.Create(parse.GetValue(output)!);
            JsonLinesLoader.Load(stream, name, sink);
            return ExitCode.Success;
        });
        return command;
    }

    private static Stream Open(string name)
    {
        try
        {
            return name == "-" ? Console.OpenStandardInput() : File.OpenRead(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{name}: cannot open: {IoReason.Of(e)}", e);
        }
    }
}
