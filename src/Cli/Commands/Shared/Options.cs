using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ActorSim.Cli.Commands.Shared;

/// <summary>Options whose wrong values are refused in our words.</summary>
internal static class Options
{
    /// <summary>A whole number of 32 bits; null when the option is not given.</summary>
    public static Option<int?> Whole(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => (int?)Parse(result, name, int.MinValue, int.MaxValue),
    };

    /// <summary>A whole number of 64 bits with a default.</summary>
    public static Option<long> Long(string name, long fallback, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => fallback,
        CustomParser = result => Parse(result, name, long.MinValue, long.MaxValue) ?? fallback,
    };

    /// <summary>A whole number of 64 bits that must be given.</summary>
    public static Option<long> Required(string name, string description)
    {
        var option = Long(name, 0, description);
        option.DefaultValueFactory = null;
        option.Required = true;
        return option;
    }

    /// <summary>A text; null when the option is not given.</summary>
    public static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };

    /// <summary>One of some names; null when the option is not given.</summary>
    public static Option<string?> Choice(string name, IReadOnlyList<string> names, string description)
    {
        var option = Text(name, string.Join('|', names), description);
        option.CompletionSources.Add(_ => names.Select(n => new System.CommandLine.Completions.CompletionItem(n)));
        return option;
    }

    private static long? Parse(ArgumentResult result, string name, long least, long most)
    {
        var text = result.Tokens[^1].Value;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        result.AddError($"{name} '{text}' is not a whole number; give one, for example {name} 4");
        return null;
    }
}
