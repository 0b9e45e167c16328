using System.CommandLine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim man</c>: manual pages, made from the commands themselves.</summary>
internal static class ManCommand
{
    public const string Name = "man";

    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder for actorsim.1, actorsim-run.1, ...; it is made if it does not exist" };
        var command = new Command(Name, "Write manual pages of all commands.") { folder };
        command.SetAction(parse =>
        {
            var pages = Write(parse.GetValue(folder)!);
            parse.InvocationConfiguration.Output.WriteLine($"{pages} pages; man -l {Path.Combine(parse.GetValue(folder)!, "actorsim.1")}");
            return ExitCode.Success;
        });
        return command;
    }

    private static int Write(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (IOException e)
        {
            throw new InputException($"{folder}: cannot be made: {e.Message}", e);
        }

        var count = 0;
        foreach (var (name, command) in All("actorsim", CommandCatalog.Root([])))
        {
            File.WriteAllText(Path.Combine(folder, name.Replace(' ', '-') + ".1"), ManPage.Of(name, command));
            count++;
        }

        return count;
    }

    private static IEnumerable<(string Name, Command Command)> All(string name, Command command) =>
        command.Subcommands.Where(c => !c.Hidden).SelectMany(c => All($"{name} {c.Name}", c)).Prepend((name, command));
}
