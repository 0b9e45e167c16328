using System.Globalization;
using System.IO.Compression;
using ActorSim.Dram.Standards;
using ActorSim.Tests.Laws.Dram;

namespace ActorSim.Tests.Oracle.Dram;

/// <summary>Recorded request traces and the command streams that Ramulator 2.1 made of them (one rank or pseudo-channel, refresh off).</summary>
internal static class RamulatorTraces
{
    /// <summary>Each 64-byte line of a trace becomes 64 / <paramref name="bytes"/> requests, offered from its cycle on.</summary>
    public static List<Arrival> Requests(string name, int bytes)
    {
        var list = new List<Arrival>();
        foreach (var line in Lines($"{name}.trace.gz"))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var address = long.Parse(parts[0].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var cycle = long.Parse(parts[2], CultureInfo.InvariantCulture);
            for (var part = 0; part < 64; part += bytes) list.Add(new Arrival(cycle - 1, address + part, list.Count, parts[1] == "WRITE"));
        }

        return list;
    }

    /// <summary>The recorded commands; Ramulator's first cycle is 1 where ours is 0.</summary>
    public static List<DramCommand> Commands(string stream, string name)
    {
        var list = new List<DramCommand>();
        foreach (var line in Lines($"r2.{stream}.{name}.csv.gz").Skip(1))
        {
            var f = line.Split(',');
            var kind = f[1] switch
            {
                "ACT" => DramCommandKind.Activate,
                "PRE" => DramCommandKind.Precharge,
                "RD" => DramCommandKind.Read,
                "WR" => DramCommandKind.Write,
                _ => throw new InvalidDataException($"{name}: unknown command {f[1]}"),
            };
            list.Add(new DramCommand(Int(f[0]) - 1, kind, 0, Int(f[2]), Int(f[3]), Int(f[4]), Int(f[5])));
        }

        return list;
    }

    private static int Int(string text) => text.Length == 0 ? -1 : int.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Lines(string file)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Fixtures", "dram", file));
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line;
    }
}
