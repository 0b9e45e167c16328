using System.CommandLine;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Commands.Shared;

/// <summary>Values of options with the checks that their types need.</summary>
internal static class ParsedValues
{
    /// <exception cref="InputException">It does not fit 32 bits.</exception>
    public static int GetInt(this ParseResult parse, Option<long> option)
    {
        var value = parse.GetValue(option);
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new InputException($"{option.Name} {value} must be from {int.MinValue} to {int.MaxValue}");
    }
}
