using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Commands.Config;

/// <summary><c>actorsim config show</c>: all keys, values and origins; the output is a configuration itself.</summary>
internal static class ConfigShowCommand
{
    private const int ValueWidth = 48;

    public static Command Create()
    {
        var system = new SystemOptions();
        var command = new Command("show", "Print the effective configuration: every key, its value and where the value comes from.");
        system.AddArgument(command).AddTo(command);
        command.SetAction(parse =>
        {
            Print(system.Load(parse).Tree, "actorsim", parse.InvocationConfiguration.Output);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Print(HoconObject tree, string path, TextWriter output)
    {
        foreach (var field in tree.Fields)
        {
            var key = $"{path}.{field.Key}";
            if (field.Value is HoconObject deeper)
            {
                Print(deeper, key, output);
                continue;
            }

            output.WriteLine($"{$"{key} = {Quote(field.Value)}".PadRight(ValueWidth)}  # {Place(field.Value.Origin)}");
        }
    }

    private static string Quote(HoconValue value) =>
        value is HoconScalar { IsQuoted: true } scalar ? $"\"{scalar.Text}\"" : value.ToString()!;

    private static string Place(HoconOrigin origin) =>
        origin.Source.StartsWith("--", StringComparison.Ordinal) ? origin.Source : $"{origin.Source}:{origin.Line}";
}
