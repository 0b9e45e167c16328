using System.Collections.Immutable;
using System.Globalization;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Compiling;

/// <summary>Comma lists of NAME=VALUE, repeated options joined.</summary>
internal static class Assignments
{
    /// <exception cref="InputException">A part is not NAME=VALUE; all such parts are named.</exception>
    public static ImmutableArray<KeyValuePair<string, string>> Texts(string option, IEnumerable<string> given)
    {
        var pairs = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var wrong = new List<string>();
        foreach (var part in given.SelectMany(g => g.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == part.Length - 1) wrong.Add($"'{part}'");
            else pairs.Add(new(part[..equals].Trim(), part[(equals + 1)..].Trim()));
        }

        return wrong.Count == 0
            ? pairs.ToImmutable()
            : throw new InputException($"{option}: {string.Join(", ", wrong)} must be NAME=VALUE, for example {option} M=512,N=1024");
    }

    /// <exception cref="InputException">A part is not NAME=WHOLE NUMBER; all such parts are named.</exception>
    public static ImmutableArray<KeyValuePair<string, long>> Numbers(string option, IEnumerable<string> given)
    {
        var numbers = ImmutableArray.CreateBuilder<KeyValuePair<string, long>>();
        var wrong = new List<string>();
        foreach (var (name, text) in Texts(option, given))
        {
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) numbers.Add(new(name, value));
            else wrong.Add($"'{name}={text}'");
        }

        return wrong.Count == 0
            ? numbers.ToImmutable()
            : throw new InputException($"{option}: {string.Join(", ", wrong)}: the value must be a whole number of 64 bits");
    }
}
