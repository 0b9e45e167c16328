using System.CommandLine.Parsing;
using System.Globalization;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Commands;

/// <summary>
/// Answers shells: proposals for the word before the cursor, one a line, of those that begin with it. Options are proposed to who has typed a
/// dash; where nothing is proposed, shells offer files.
/// </summary>
internal static class Completions
{
    private const string Start = "[suggest:";

    /// <summary>The arguments are a shell's question: [suggest:CURSOR] LINE.</summary>
    public static bool IsAsked(string[] args) => args.Length == 2 && args[0].StartsWith(Start, StringComparison.Ordinal) && args[0].EndsWith(']');

    public static int Write(string[] args, TextWriter output)
    {
        if (!int.TryParse(args[0].AsSpan(Start.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var cursor))
        {
            return ExitCode.Input;
        }

        foreach (var proposal in Of(args[1][..Math.Min(cursor, args[1].Length)]))
        {
            output.WriteLine(proposal);
        }

        return ExitCode.Success;
    }

    /// <summary>In order of the alphabet.</summary>
    /// <param name="line">From the tool's name to the cursor.</param>
    public static IEnumerable<string> Of(string line)
    {
        var tool = line.IndexOf(' ', StringComparison.Ordinal);
        var rest = tool < 0 ? "" : line[(tool + 1)..];
        string[] words = [.. CommandLineParser.SplitCommandLine(rest)];
        var word = words.Length == 0 || char.IsWhiteSpace(rest[^1]) ? "" : words[^1];
        return CommandCatalog.Root(words).Parse(rest).GetCompletions(rest.Length)
            .Select(c => c.Label)
            .Where(c => c.StartsWith(word, StringComparison.Ordinal) && !c.StartsWith('/') && c.StartsWith('-') == word.StartsWith('-'))
            .Distinct().Order(StringComparer.Ordinal);
    }
}
