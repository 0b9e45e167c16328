using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;
using ActorSim.Hocon.Values;
using ActorSim.Trace.Tools;

namespace ActorSim.Cli.Commands.Trace;

/// <summary><c>actorsim trace convert</c>: between the forms of a trace.</summary>
internal static class TraceConvertCommand
{
    private static readonly string[] Formats = ["msgpack", "jsonl", "recorded"];

    public static Command Create()
    {
        var input = TraceCommand.Input("INPUT");
        input.Description = "A trace, its JSON lines, or a recorded stream of the C++ timing core; plain or gzip, recognised by content";
        var output = new Argument<string>("OUTPUT") { Description = "File to write; .gz compresses, - is standard output" };
        var format = Options.Choice("--format", Formats, "Form of the output; by default jsonl for .jsonl, otherwise msgpack");
        var command = new Command("convert", "Convert between traces, JSON lines and recorded streams.") { input, output, format };
        command.SetAction(parse =>
        {
            var form = parse.GetValue(format);
            TraceConvert.Convert(parse.GetValue(input)!, parse.GetValue(output)!, form is null ? null : FormatOf(form));
            return ExitCode.Success;
        });
        return command;
    }

    private static TraceFileFormat FormatOf(string name) => name switch
    {
        "msgpack" => TraceFileFormat.MessagePack,
        "jsonl" => TraceFileFormat.JsonLines,
        "recorded" => TraceFileFormat.RecordedStream,
        _ => throw new InputException($"--format {name} is not known; did you mean '{NearestKey.Of(name, Formats)}'? "
            + $"One of: {string.Join(", ", Formats)}"),
    };
}
