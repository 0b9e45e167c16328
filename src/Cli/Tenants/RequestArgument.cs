using System.Globalization;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Tenants;

/// <summary>
/// A trace to run, as written on the command line: <c>trace.msgpack@cycle,partition</c>; or a sender of requests,
/// <c>model.onnx@poisson:1000rps,batch&lt;=8</c>.
/// </summary>
internal sealed record RequestArgument(string Path, long ArrivalCycle, int? Partition)
{
    // As for the cycles of an operation: what comes later leaves the range of time (docs/robustness.md).
    private const long LatestArrival = 1L << 48;

    /// <summary>The sender; null: a trace that runs once.</summary>
    public TenantArgument? Tenant { get; private init; }

    /// <exception cref="InputException">It is not of this form.</exception>
    public static RequestArgument Parse(string text)
    {
        var at = text.LastIndexOf('@');
        if (at <= 0)
        {
            throw Wrong(text, "there is no '@cycle'");
        }

        return char.IsAsciiDigit(text.ElementAtOrDefault(at + 1)) ? Once(text, at)
            : TenantParser.Parse(text[..at], text[(at + 1)..], out var problem) is { } tenant
                ? new RequestArgument(tenant.Path, 0, tenant.Partition) { Tenant = tenant }
            : throw Wrong(text, problem);
    }

    private static RequestArgument Once(string text, int at)
    {
        var parts = text[(at + 1)..].Split(',');
        if (parts.Length > 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var cycle))
        {
            throw Wrong(text, $"'{text[(at + 1)..]}' is not a cycle");
        }

        if (cycle > LatestArrival)
        {
            throw new InputException($"--request {text}: arrival in cycle {cycle} lies beyond the range of time; it must be at most {LatestArrival}");
        }

        if (parts.Length == 1)
        {
            return new RequestArgument(text[..at], cycle, null);
        }

        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            ? new RequestArgument(text[..at], cycle, partition)
            : throw Wrong(text, $"'{parts[1]}' is not a partition");
    }

    private static InputException Wrong(string text, string why) =>
        new($"--request {text}: {why}; expected TRACE@CYCLE or TRACE@CYCLE,PARTITION, for example --request gemm.msgpack@1000,1, "
            + "or TRACE@PROCESS,OPTION=VALUE,..., for example --request 'model.onnx@poisson:1000rps,batch<=8' (docs/tenancy.md)");
}
