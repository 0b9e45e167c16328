using System.CommandLine;

namespace ActorSim.Cli.Commands.Model;

/// <summary><c>actorsim model</c>: ONNX models.</summary>
internal static class ModelCommand
{
    public const string Name = "model";

    public static Command Create()
    {
        var command = new Command(Name, "Make ONNX models, check what of them can be run, and show their shapes.");
        command.Subcommands.Add(ModelNewCommand.Create());
        command.Subcommands.Add(ModelCheckCommand.Create());
        command.Subcommands.Add(ModelShapesCommand.Create());
        command.Subcommands.Add(ModelConformanceCommand.Create());
        return command;
    }
}
