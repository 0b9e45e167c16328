namespace ActorSim.Tests.Laws.Dram;

/// <summary>Seeded loads for one channel: request-aligned addresses, tags in order of arrival.</summary>
public static class DramLoads
{
    public static readonly string[] Names =
        ["sparse", "saturated", "mixed", "conflicts", "sequential", "write-bursts", "streams", "reuse", "bursty", "writes-only"];

    public static List<Arrival> Make(string name, int seed, int requests)
    {
        var random = new Random(seed);
        var list = new List<Arrival>();
        var cycle = -1L;
        var cursors = Enumerable.Range(0, 6).Select(_ => (long)random.Next(1 << 20) * 32).ToArray();
        for (var i = 0; i < requests; i++)
        {
            cycle += Gap(name, random, i);
            list.Add(new Arrival(cycle, Address(name, random, i, cursors), i, IsWrite(name, random, i)));
        }

        return list;
    }

    private static int Gap(string name, Random random, int i) => name switch
    {
        "sparse" => random.Next(400),
        "saturated" or "sequential" => random.Next(2),
        "mixed" => random.Next(6),
        "bursty" => i % 70 == 0 ? random.Next(3000) : 1,
        "write-bursts" => i % 150 == 0 ? random.Next(900) : 1,
        "reuse" => random.Next(4),
        _ => random.Next(3),
    };

    private static long Address(string name, Random random, int i, long[] cursors)
    {
        switch (name)
        {
            case "sequential":
                return cursors[0] + i * 32L;
            case "streams" or "write-bursts":
                var stream = random.Next(cursors.Length);
                return cursors[stream] += 32;
            case "conflicts":
                return ((long)random.Next(4) << 15) + (long)random.Next(3) * 1024 + random.Next(32) * 32;
            case "reuse":
                return ((long)random.Next(2) << 15) + random.Next(60) * 32;
            case "bursty":
                return ((long)random.Next(1 << 4) << 12) + random.Next(64) * 32;
            default:
                return random.NextInt64(1L << 26) / 32 * 32;
        }
    }

    private static bool IsWrite(string name, Random random, int i) => name switch
    {
        "saturated" or "sequential" => false,
        "writes-only" => true,
        "write-bursts" => i / 75 % 2 == 1,
        "sparse" => random.Next(4) == 0,
        _ => random.Next(100) < 45,
    };
}
