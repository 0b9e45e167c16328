using System.Globalization;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Commands.Model;

/// <summary>Sizes of named dimensions: batch=8,seq=512.</summary>
internal static class ShapeArgument
{
    public static IReadOnlyDictionary<string, long> Parse(IEnumerable<string> texts)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var part in texts.SelectMany(t => t.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var at = part.LastIndexOf('=');
            if (at <= 0 || !long.TryParse(part.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                throw new InputException(
                    $"--shape '{part}' is not NAME=N with a whole number of 0 or more; give for example --shape batch=8,seq=512");
            }

            if (!sizes.TryAdd(part[..at], size))
            {
                throw new InputException($"--shape gives '{part[..at]}' twice; keep one");
            }
        }

        return sizes;
    }
}
