using System.CommandLine;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Commands.Config;

/// <summary><c>actorsim config list</c>: the presets.</summary>
internal static class ConfigListCommand
{
    private const int NameWidth = 16;

    public static Command Create()
    {
        var command = new Command("list", "List the systems that --system knows by name.");
        command.SetAction(parse =>
        {
            foreach (var name in Presets.Names)
            {
                parse.InvocationConfiguration.Output.WriteLine($"{name.PadRight(NameWidth)}{Title(name)}");
            }

            return ExitCode.Success;
        });
        return command;
    }

    // A preset's first line says what it is.
    private static string Title(string name)
    {
        var text = Presets.SystemText(name)!;
        return text[..text.IndexOf('\n', StringComparison.Ordinal)].TrimStart('#', ' ');
    }
}
