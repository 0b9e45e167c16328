using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;

namespace ActorSim.Dram.Replay;

/// <summary>
/// Measures the replay of lines in memory on eight channels: sequential and random reads that saturate, and reads at random
/// places every 1000 cycles.
/// </summary>
public sealed class ReplayBenchmark
{
    private const int Channels = 8;
    private const int InterleaveBytes = 64;
    private const int SparseGap = 1000;
    private readonly DramSetup _setup;
    private readonly DramTraceLine[] _lines;
    private readonly int _offers;

    /// <param name="load">A name of <see cref="Loads"/>.</param>
    /// <param name="requests">Lines of 64 bytes, at least 1.</param>
    /// <param name="standard">A name of the catalog; one with bursts of 32 bytes serves a line by two.</param>
    public ReplayBenchmark(string load, int requests, string standard = "HBM2")
    {
        _setup = DramStandardCatalog.Setup(standard);
        var isSparse = load == Sparse;
        _offers = isSparse ? 1 : Channels;
        _lines = new DramTraceLine[requests];
        var pattern = load == Saturated ? SyntheticPattern.Sequential : SyntheticPattern.Random;
        var source = new SyntheticPattern(pattern, _setup.Standard.CapacityBytes * Channels, requests, isSparse ? SparseGap : 1e-9);
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
            channels[i] = DramCatalog.CreateOffered(_setup);
        }

        var standard = _setup.Standard;
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
