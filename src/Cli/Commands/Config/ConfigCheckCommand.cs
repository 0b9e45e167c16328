using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Commands.Config;

/// <summary><c>actorsim config check</c>: is it a valid system, and what can it do?</summary>
internal static class ConfigCheckCommand
{
    private const int NameWidth = 16;

    public static Command Create()
    {
        var options = new SystemOptions();
        var command = new Command("check", "Check a configuration: keys, types, units, ranges, what must fit together; and print what the system can do.");
        options.AddArgument(command).AddTo(command);
        command.SetAction(parse =>
        {
            var system = options.Load(parse);
            var (output, facts) = (parse.InvocationConfiguration.Output, new SystemFacts(system));
            output.WriteLine($"{options.Name(parse) ?? Presets.Default}: valid: {system.Machine.Name}");
            foreach (var (name, value) in facts.Lines())
            {
                output.WriteLine($"  {name.PadRight(NameWidth)}{value}");
            }

            foreach (var warning in facts.Warnings())
            {
                parse.InvocationConfiguration.Error.WriteLine($"actorsim: warning: {warning}");
            }

            return ExitCode.Success;
        });
        return command;
    }
}
