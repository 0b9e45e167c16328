using System.CommandLine;
using System.CommandLine.Parsing;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Errors;

/// <summary>Says what is wrong with a command line, with the nearest name where one was not understood.</summary>
internal static class ParseErrors
{
    public static string Describe(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var path = Path(parse);
        foreach (var token in parse.UnmatchedTokens)
        {
            var names = token.StartsWith('-') ? OptionNames(parse) : command.Subcommands.Select(c => c.Name).ToArray();
            if (names.Length > 0)
            {
                var what = token.StartsWith('-') ? "option" : "command";
                return $"{path}: unknown {what} '{token}'; did you mean '{NearestKey.Of(token, names)}'? See {path} --help";
            }
        }

        return $"{path}: {parse.Errors[0].Message.TrimEnd('.')}. See {path} --help";
    }

    /// <summary>An argument that was meant as an option, or null: arguments of any number swallow it.</summary>
    public static string? MistypedOption(ParseResult parse)
    {
        foreach (var token in parse.CommandResult.Tokens)
        {
            if (token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
            {
                var path = Path(parse);
                var nearest = NearestKey.Of(token.Value, OptionNames(parse));
                return $"{path}: unknown option '{token.Value}'; did you mean '{nearest}'? See {path} --help";
            }
        }

        return null;
    }

    private static string[] OptionNames(ParseResult parse) =>
        parse.CommandResult.Command.Options.Concat(parse.RootCommandResult.Command.Options).Select(o => o.Name).ToArray();

    private static string Path(ParseResult parse)
    {
        var names = new List<string>();
        for (var c = parse.CommandResult; c is not null; c = c.Parent as CommandResult)
        {
            names.Add(c.Command is RootCommand ? "actorsim" : c.Command.Name);
        }

        names.Reverse();
        return string.Join(' ', names);
    }
}
