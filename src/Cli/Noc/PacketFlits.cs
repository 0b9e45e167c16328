using System.Globalization;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Noc;

/// <summary>Flits of a packet, given as such or by the width of a link.</summary>
internal static class PacketFlits
{
    private const int Most = 1 << 20;

    /// <exception cref="InputException">A value is out of range, or bytes are given without a width.</exception>
    public static int Of(int flits, int? packetBytes, int? linkBytes)
    {
        if (linkBytes < 1)
        {
            throw new InputException($"--link-bytes {linkBytes}: a link must be at least 1 byte wide");
        }

        if ((packetBytes is null) != (linkBytes is null))
        {
            throw new InputException("--packet-bytes and --link-bytes belong together; give both or --flits");
        }

        var count = packetBytes is { } bytes ? (bytes + (long)linkBytes!.Value - 1) / linkBytes.Value : flits;
        return count is >= 1 and <= Most
            ? (int)count
            : throw new InputException($"a packet of {count} flits: must be from 1 to {Most} (--flits, or --packet-bytes over --link-bytes)");
    }
}

/// <summary>Reads <c>0.05,0.1</c>.</summary>
internal static class RateList
{
    public static IReadOnlyList<double> Parse(string text) => text.Split(',').Select(part =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate > 0 && rate <= 1
            ? rate
            : throw new InputException($"--rates: '{part}' is not a rate above 0 and at most 1, in flits per node and cycle; for example --rates 0.05,0.1")).ToArray();
}
