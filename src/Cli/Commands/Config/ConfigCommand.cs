using System.CommandLine;

namespace ActorSim.Cli.Commands.Config;

/// <summary><c>actorsim config</c>: systems and their keys.</summary>
internal static class ConfigCommand
{
    public const string Name = "config";

    public static Command Create()
    {
        var command = new Command(Name, "Show, check and list system configurations.");
        command.Subcommands.Add(ConfigShowCommand.Create());
        command.Subcommands.Add(ConfigCheckCommand.Create());
        command.Subcommands.Add(ConfigListCommand.Create());
        return command;
    }
}
