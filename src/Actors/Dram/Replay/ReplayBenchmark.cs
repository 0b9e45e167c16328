namespace ActorSim.Actors.Dram.Replay;

/// <summary>
/// Measures the replay of lines in memory on eight channels of HBM2: sequential and random reads that saturate, and reads at random
/// places every 1000 cycles.
/// </summary>
public sealed class ReplayBenchmark
{
    private const int Channels = 8;
    private const int InterleaveBytes = 64;
    private const int SparseGap = 1000;
    private static readonly DramSetup Setup = DramStandardCatalog.Setup("HBM2");
    private readonly DramTraceLine[] _lines;
    private readonly int _offers;

    /// <param name="load">A name of <see cref="Loads"/>.</param>
    /// <param name="requests">Lines of 64 bytes, at least 1.</param>
    public ReplayBenchmark(string load, int requests)
    {
        var isSparse = load == Sparse;
        _offers = isSparse ? 1 : Channels;
        _lines = new DramTraceLine[requests];
        var pattern = load == Saturated ? SyntheticPattern.Sequential : SyntheticPattern.Random;
        var source = new SyntheticPattern(pattern, Setup.Standard.CapacityBytes * Channels, requests, isSparse ? SparseGap : 1e-9);
        for (var i = 0; i < requests; i++)
        {
            source.TryRead(out _lines[i]);
        }
    }

    public const string Saturated = "seq";
    public const string SaturatedRandom = "random";
    public const string Sparse = "sparse";

    public static IReadOnlyList<string> Loads { get; } = [Saturated, SaturatedRandom, Sparse];

    /// <summary>Replays once on fresh channels.</summary>
    /// <returns>DRAM cycles, requests per second of user CPU time (a busy machine does not disturb it), bytes allocated per request while it ran.</returns>
    public (long Cycles, double RequestsPerSecond, double BytesPerRequest) Run()
    {
        var channels = new IDramController[Channels];
        for (var i = 0; i < channels.Length; i++)
        {
            channels[i] = DramCatalog.CreateOffered(Setup);
        }

        var standard = Setup.Standard;
        var host = new ReplayHost(channels, new ChannelInterleave(Channels, InterleaveBytes),
            new ReplayOptions(standard.RequestBytes, standard.CapacityBytes, _offers), standard.ReadLatency, standard.WriteData);
        var source = new ArrayTrace(_lines);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Environment.CpuUsage.UserTime;
        var result = host.Run(source);
        var seconds = Math.Max(1e-3, (Environment.CpuUsage.UserTime - start).TotalSeconds);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return (result.Cycles, _lines.Length / seconds, (double)bytes / _lines.Length);
    }
}
