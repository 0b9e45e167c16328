using System.CommandLine;

namespace ActorSim.Cli.Commands.Trace;

/// <summary><c>actorsim trace</c>: tools on traces.</summary>
internal static class TraceCommand
{
    public const string Name = "trace";

    public static Command Create()
    {
        var command = new Command(Name, "Look at traces, check, compare and convert them.");
        command.Subcommands.Add(TraceInfoCommand.Create());
        command.Subcommands.Add(TraceCheckCommand.Create());
        command.Subcommands.Add(TraceDumpCommand.Create());
        command.Subcommands.Add(TraceLoadCommand.Create());
        command.Subcommands.Add(TraceDiffCommand.Create());
        command.Subcommands.Add(TraceSliceCommand.Create());
        command.Subcommands.Add(TraceConvertCommand.Create());
        return command;
    }

    /// <summary>A trace to read.</summary>
    public static Argument<string> Input(string name = "TRACE") =>
        new(name) { Description = "Trace file, plain or gzip; - is standard input" };

    /// <summary>A file to write.</summary>
    public static Option<string> Output(string description) => new("--output", "-o")
    {
        Description = description + "; .gz compresses, - is standard output",
        HelpName = "FILE",
        DefaultValueFactory = _ => "-",
    };
}
