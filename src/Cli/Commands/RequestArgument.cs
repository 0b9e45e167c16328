using System.Globalization;

namespace ActorSim.Cli.Commands;

/// <summary>A trace to run, as written on the command line: <c>trace.msgpack@cycle,partition</c>.</summary>
internal sealed record RequestArgument(string Path, long ArrivalCycle, int? Partition)
{
    /// <exception cref="InputException">It is not of this form.</exception>
    public static RequestArgument Parse(string text)
    {
        var at = text.LastIndexOf('@');
        if (at <= 0)
        {
            throw Wrong(text, "there is no '@cycle'");
        }

        var parts = text[(at + 1)..].Split(',');
        if (parts.Length > 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var cycle))
        {
            throw Wrong(text, $"'{text[(at + 1)..]}' is not a cycle");
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
        new($"--request {text}: {why}; expected TRACE@CYCLE or TRACE@CYCLE,PARTITION, for example --request gemm.msgpack@1000,1");
}
