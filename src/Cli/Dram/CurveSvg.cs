using ActorSim.Cli.Output;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Dram;

/// <summary>Draws a latency-throughput curve as a self-contained SVG: throughput on x, latency (logarithmic) on y.</summary>
internal sealed class CurveSvg
{
    private const int Width = 800;
    private const int Height = 500;
    private const int Left = 80;
    private const int Right = 30;
    private const int Top = 60;
    private const int Bottom = 60;
    private readonly SvgText _svg;
    private readonly double _mostGigabytes;
    private readonly double _leastNs;
    private readonly double _mostNs;

    private CurveSvg(string title, IReadOnlyList<LoadPoint> points)
    {
        _svg = new SvgText(Width, Height, title);
        _mostGigabytes = Round(points.Max(p => p.OfferedBytesPerSecond) / 1e9);
        _leastNs = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, points.Min(p => p.P50Ns)))));
        _mostNs = Math.Pow(10, Math.Ceiling(Math.Log10(Math.Max(10, points.Max(p => p.P99Ns) + 1))));
    }

    /// <exception cref="TraceException">The file cannot be created; nothing is left behind.</exception>
    public static void Write(string path, string title, IReadOnlyList<LoadPoint> points)
    {
        using var file = new OutputFile(path);
        file.Stream.Write(new CurveSvg(title, points).Draw(points));
        file.Commit();
    }

    private byte[] Draw(IReadOnlyList<LoadPoint> points)
    {
        Axes();
        Curve(points, p => p.MeanNs, "#0b62a4", "mean", 0);
        Curve(points, p => p.P99Ns, "#c0392b", "99th percentile", 1);
        return _svg.End();
    }

    private void Axes()
    {
        for (var i = 0; i <= 10; i++)
        {
            var value = _mostGigabytes * i / 10;
            var x = X(value);
            _svg.Line($"<line x1=\"{x:0.#}\" y1=\"{Top}\" x2=\"{x:0.#}\" y2=\"{Height - Bottom}\" stroke=\"#e4e4e4\"/>");
            _svg.Line($"<text x=\"{x:0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{value:0.##}</text>");
        }

        for (var decade = _leastNs; decade <= _mostNs; decade *= 10)
        {
            foreach (var step in (ReadOnlySpan<int>)[1, 2, 5])
            {
                if (decade * step <= _mostNs)
                {
                    YTick(decade * step);
                }
            }
        }

        _svg.Line($"<rect x=\"{Left}\" y=\"{Top}\" width=\"{Width - Left - Right}\" height=\"{Height - Top - Bottom}\" fill=\"none\" stroke=\"black\"/>");
        _svg.Line($"<text x=\"{(Width + Left - Right) / 2}\" y=\"{Height - 14}\" text-anchor=\"middle\">Throughput (GB/s)</text>");
        _svg.Line($"<text transform=\"translate(20,{(Height + Top - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">Read latency (ns)</text>");
    }

    private void YTick(double ns)
    {
        var y = Y(ns);
        _svg.Line($"<line x1=\"{Left}\" y1=\"{y:0.#}\" x2=\"{Width - Right}\" y2=\"{y:0.#}\" stroke=\"#e4e4e4\"/>");
        _svg.Line($"<text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{ns:0}</text>");
    }

    private void Curve(IReadOnlyList<LoadPoint> points, Func<LoadPoint, double> ns, string colour, string name, int row)
    {
        var path = string.Join(' ', points.Select(p => SvgText.Invariant($"{X(p.BytesPerSecond / 1e9):0.#},{Y(ns(p)):0.#}")));
        _svg.Line($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
        foreach (var p in points)
        {
            var fill = p.IsSaturated ? "white" : colour;
            _svg.Line($"<circle cx=\"{X(p.BytesPerSecond / 1e9):0.#}\" cy=\"{Y(ns(p)):0.#}\" r=\"3.5\" fill=\"{fill}\" stroke=\"{colour}\"/>");
        }

        _svg.Line($"<line x1=\"{Left + 14}\" y1=\"{Top + 18 + (row * 18)}\" x2=\"{Left + 40}\" y2=\"{Top + 18 + (row * 18)}\" stroke=\"{colour}\" stroke-width=\"2\"/>");
        _svg.Line($"<text x=\"{Left + 46}\" y=\"{Top + 22 + (row * 18)}\">{name} (hollow: saturated)</text>");
    }

    private double X(double gigabytes) => Left + (gigabytes / _mostGigabytes * (Width - Left - Right));

    private double Y(double ns)
    {
        var share = Math.Log10(Math.Max(ns, _leastNs) / _leastNs) / Math.Log10(_mostNs / _leastNs);
        return Height - Bottom - (share * (Height - Top - Bottom));
    }

    // The next of 1, 2, 2.5, 5 times a power of ten.
    private static double Round(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        foreach (var step in (ReadOnlySpan<double>)[1, 1.5, 2, 2.5, 3, 4, 5, 6, 8])
        {
            if (value <= power * step * (1 + 1e-9))
            {
                return power * step;
            }
        }

        return power * 10;
    }
}
