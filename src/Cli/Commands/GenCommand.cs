using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Generators;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim gen</c>: writes generated traces.</summary>
internal static class GenCommand
{
    public const string Name = "gen";

    public static Command Create()
    {
        var command = new Command(Name, "Write the trace of a generated kernel.");
        command.Subcommands.Add(GenGemm.Create());
        command.Subcommands.Add(GenConv.Create());
        command.Subcommands.Add(GenAttention.Create());
        command.Subcommands.Add(GenVectorAdd.Create());
        command.Subcommands.Add(GenLayerNorm.Create());
        return command;
    }

    /// <summary>Completes a kernel's command: the options of every generated trace, and writing it.</summary>
    public static Command Finish(Command command, Func<ParseResult, IKernelGenerator> create)
    {
        var common = new GenOptions().AddTo(command);
        command.SetAction(parse =>
        {
            using var sink = TraceWriter.Create(common.OutputPath(parse));
            try
            {
                TraceGenerator.Emit(sink, common.Read(parse, command.Name), create(parse));
            }
            catch (ArgumentException e)
            {
                throw new InputException(e.Message.Split(" (Parameter")[0], e);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
