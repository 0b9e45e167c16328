using System.Globalization;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Tenants;

/// <summary>Reads PROCESS[,OPTION...] of a --request.</summary>
internal static class TenantParser
{
    private const int MostRequests = 10_000_000;
    private const int MostBatch = 65536;
    private const string Shape = "shape.";
    private static readonly string[] Names = ["batch", "wait", "count", "seed", "start", "partition", "dim", Shape + "NAME"];

    /// <param name="path">What the tenant runs.</param>
    /// <param name="text">What follows the '@'.</param>
    /// <param name="problem">Why the result is null.</param>
    public static TenantArgument? Parse(string path, string text, out string problem)
    {
        var parts = text.Split(',');
        if (ProcessText.Parse(parts[0], out problem) is not { } process)
        {
            return null;
        }

        var tenant = new TenantArgument(path, process);
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts.AsSpan(1))
        {
            if (Split(part) is not var (name, value))
            {
                problem = $"'{part}' is not an option; options are {List()}";
                return null;
            }

            if (!given.Add(name))
            {
                problem = $"'{name}' is given twice";
                return null;
            }

            if (Read(tenant, name, value, out problem) is not { } read)
            {
                return null;
            }

            tenant = read;
        }

        problem = Contradiction(tenant, given) ?? "";
        return problem.Length == 0 ? tenant : null;
    }

    // batch<=8, wait<=10us; the others with '='. "batch=8" means the same, and no shell takes it for a redirection.
    private static (string Name, string Value)? Split(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            return null;
        }

        var limit = part[equals - 1] == '<';
        var name = part[..(limit ? equals - 1 : equals)];
        return limit && name is not ("batch" or "wait") ? null : (name, part[(equals + 1)..]);
    }

    private static TenantArgument? Read(TenantArgument tenant, string name, string value, out string problem)
    {
        (problem, var read) = name switch
        {
            "batch" => ($"from 1 to {MostBatch}",
                ProcessText.Whole(value, MostBatch) is { } most ? tenant with { MostPerBatch = most } : null),
            "count" => ($"from 1 to {MostRequests}",
                ProcessText.Whole(value, MostRequests) is { } count ? tenant with { Requests = count } : null),
            "wait" => ("cycles or a time with a unit (ns, us, ms, s)", TimeText.Parse(value) is { } wait ? tenant with { Wait = wait } : null),
            "start" => ("cycles or a time with a unit (ns, us, ms, s)", TimeText.Parse(value) is { } start ? tenant with { Start = start } : null),
            "seed" => ("a whole number of 64 bits", Seed(value) is { } seed ? tenant with { Seed = seed } : null),
            "partition" => ("a whole number from 0", Partition(value) is { } partition ? tenant with { Partition = partition } : null),
            "dim" => ("the name of a size", value.Length > 0 ? tenant with { BatchSize = value } : null),
            _ when name.StartsWith(Shape, StringComparison.Ordinal) && name.Length > Shape.Length => ("a whole number from 0 to 9223372036854775807",
                Number(value) is { } size ? tenant with { Shape = [.. tenant.Shape, new(name[Shape.Length..], size)] } : null),
            _ => ("", (TenantArgument?)null),
        };
        problem = problem.Length > 0 ? $"{name} '{value}' must be {problem}"
            : $"'{name}' is not an option; did you mean '{NearestKey.Of(name, Names)}'? Options are {List()}";
        return read;
    }

    private static string? Contradiction(TenantArgument tenant, HashSet<string> given)
    {
        if (given.Contains("seed") && tenant.Process.Kind != ProcessText.Poisson)
        {
            return $"seed belongs to poisson:, nothing about {tenant.Process.Kind}: is random";
        }

        if (given.Contains("wait") && tenant.MostPerBatch == 1)
        {
            return "wait is the time for a batch to fill: give batch<=N with N of 2 or more as well";
        }

        return given.Contains("dim") && tenant.MostPerBatch == 1 ? "dim names the size of a batch: give batch<=N with N of 2 or more as well" : null;
    }

    private static ulong? Seed(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null;

    private static int? Partition(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    private static string List() => string.Join(", ", Names);
}
