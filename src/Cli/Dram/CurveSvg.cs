using ActorSim.Cli.Reports;

namespace ActorSim.Cli.Dram;

/// <summary>A latency-throughput curve as a picture: throughput on x, latency on y.</summary>
internal static class CurveSvg
{
    public static void Write(string path, string title, IReadOnlyList<MemoryLoad> points) =>
        CurvePlot.Write(path, title, ("Throughput (GB/s)", "Read latency (ns)"), points.Max(p => p.OfferedBytesPerSecond) / 1e9,
        [
            new PlotCurve("mean", "#0b62a4", Points(points, p => p.MeanNs)),
            new PlotCurve("99th percentile", "#c0392b", Points(points, p => p.P99Ns)),
        ]);

    private static PlotPoint[] Points(IReadOnlyList<MemoryLoad> points, Func<MemoryLoad, double> ns) =>
        points.Select(p => new PlotPoint(p.BytesPerSecond / 1e9, ns(p), p.IsSaturated)).ToArray();
}
