namespace ActorSim.Tests.Oracle.Noc;

/// <summary>What BookSim 2 recorded (tests/Fixtures/booksim): packets and flit events by scenario, rows of numbers as text.</summary>
internal static class BooksimRecord
{
    private static readonly Lazy<ILookup<string, string>> AllPackets = new(() => Rows("scenario_packets.csv.gz"));
    private static readonly Lazy<ILookup<string, string>> AllFlits = new(() => Rows("scenario_flits.csv.gz"));

    public static string Scenarios { get; } = Fixture.PathOf("booksim", "scenarios.json.gz");

    /// <summary>packet, head and tail injection, head and tail arrival, routers, virtual channel; by number.</summary>
    public static IReadOnlyList<string> Packets(string scenario) => AllPackets.Value[scenario].Select(row =>
    {
        var f = row.Split(',');
        return string.Join(',', f[0], f[5], f[6], f[7], f[8], f[9], f[10]);
    }).ToArray();

    /// <summary>Events, sorted.</summary>
    public static IReadOnlyList<string> Flits(string scenario) => AllFlits.Value[scenario].Order(StringComparer.Ordinal).ToArray();

    /// <summary>Rows of the curves, by column.</summary>
    public static IReadOnlyList<Dictionary<string, string>> Curves()
    {
        var lines = Fixture.GzipLines(Fixture.PathOf("booksim", "curves.csv.gz"));
        var columns = lines[0].Split(',');
        return lines.Skip(1).Select(Split).Select(f => columns.Zip(f).ToDictionary(p => p.First, p => p.Second)).ToArray();
    }

    // One column holds commas between quotes.
    private static List<string> Split(string line)
    {
        var fields = new List<string>();
        var (quoted, start) = (false, 0);
        for (var i = 0; i <= line.Length; i++)
        {
            quoted ^= i < line.Length && line[i] == '"';
            if (i == line.Length || (line[i] == ',' && !quoted))
            {
                fields.Add(line[start..i].Trim('"'));
                start = i + 1;
            }
        }

        return fields;
    }

    private static ILookup<string, string> Rows(string file) => Fixture.GzipLines(Fixture.PathOf("booksim", file)).Skip(1)
        .Select(line => line.TrimEnd('\r').Split(',', 2)).ToLookup(parts => parts[0], parts => parts[1]);
}
