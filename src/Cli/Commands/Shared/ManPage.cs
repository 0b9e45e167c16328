using System.CommandLine;
using System.Text;
using ActorSim.Cli.Output;

namespace ActorSim.Cli.Commands.Shared;

/// <summary>The manual page of a command, in the language of man.</summary>
internal static class ManPage
{
    /// <param name="name">With those of its parents, for example "actorsim trace info".</param>
    /// <param name="command">What it takes.</param>
    public static string Of(string name, Command command)
    {
        var page = new StringBuilder();
        page.Append($".TH \"{Roff(name.Replace(' ', '-').ToUpperInvariant())}\" 1 \"\" \"ActorSim {VersionText.Short}\" \"ActorSim\"\n");
        page.Append($".SH NAME\n{Roff(name.Replace(' ', '-'))} \\- {Roff(command.Description ?? "")}\n");
        page.Append($".SH SYNOPSIS\n.B {Roff(name)}\n{Roff(Synopsis(command))}\n");
        Section(page, "COMMANDS", command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description)));
        Section(page, "ARGUMENTS", command.Arguments.Where(a => !a.Hidden).Select(a => (a.HelpName ?? a.Name, a.Description)));
        Section(page, "OPTIONS", command.Options.Where(o => !o.Hidden).Select(o => (Names(o), o.Description)));
        Lines(page, "EXAMPLES", Examples.Of(string.Join(' ', name.Split(' ').Skip(1))));
        if (command.Subcommands.Count == 0)
        {
            Section(page, "EXIT STATUS",
            [
                ("0", "Done."), ("1", "trace diff: the traces differ; otherwise a defect of the tool."), ("2", "Wrong input; one message says what, where and what to do."),
                ("3", "The simulation cannot proceed."), ("130", "Interrupted: the statistics are partial."),
            ]);
        }

        return page.ToString();
    }

    private static string Synopsis(Command command)
    {
        var arguments = command.Arguments.Where(a => !a.Hidden).Select(a => a.Arity.MinimumNumberOfValues > 0 ? a.Name : $"[{a.Name}]");
        return string.Join(' ', (string[])[.. command.Subcommands.Count > 0 ? ["COMMAND"] : Array.Empty<string>(), .. arguments, .. command.Options.Count > 0 ? ["[OPTION...]"] : Array.Empty<string>()]);
    }

    private static string Names(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(a => a.StartsWith('-')).Prepend(option.Name));
        return option.HelpName is { } value ? $"{names} {value}" : names;
    }

    private static void Section(StringBuilder page, string title, IEnumerable<(string Name, string? Text)> entries)
    {
        var head = $".SH {title}\n";
        foreach (var (name, text) in entries)
        {
            page.Append(head).Append($".TP\n.B {Roff(name)}\n{Roff(text ?? "")}\n");
            head = "";
        }
    }

    private static void Lines(StringBuilder page, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            page.Append($".SH {title}\n.nf\n{string.Join('\n', lines.Select(Roff))}\n.fi\n");
        }
    }

    // A line that begins with a dot or a quote would be a request; a dash is to be one that can be typed.
    private static string Roff(string text)
    {
        var safe = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
        return safe.StartsWith('.') || safe.StartsWith('\'') ? "\\&" + safe : safe;
    }
}
