using System.CommandLine;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Commands.Config;

/// <summary><c>actorsim config check</c>: is a file a valid system?</summary>
internal static class ConfigCheckCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A .conf file, or the name of a preset" };
        var command = new Command("check", "Check a configuration: keys, types, units, ranges, and what must fit together.") { file };
        command.SetAction(parse =>
        {
            var name = parse.GetValue(file)!;
            var machine = SystemConfiguration.Load(name, []).Machine;
            parse.InvocationConfiguration.Output.WriteLine(
                $"{name}: valid: {machine.Name}, {machine.Cores} core(s) at {Frequency.Format(machine.CoreHz)}, "
                + $"{machine.Core.Arrays} array(s) per core, "
                + $"{machine.Dram.Channels} {machine.Dram.Model} channel(s) at {Frequency.Format(machine.DramHz)}");
            return ExitCode.Success;
        });
        return command;
    }
}
