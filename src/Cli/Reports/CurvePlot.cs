using ActorSim.Cli.Output;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;


namespace ActorSim.Cli.Reports;

/// <summary>One point of a curve; a saturated one is drawn hollow.</summary>
internal readonly record struct PlotPoint(double X, double Y, bool IsSaturated);

/// <summary>A curve with its name and colour.</summary>
internal sealed record PlotCurve(string Name, string Colour, IReadOnlyList<PlotPoint> Points);

/// <summary>Draws curves as a self-contained SVG: a linear x axis from 0, a logarithmic y axis of whole decades.</summary>
internal sealed class CurvePlot
{
    private const int Width = 800;
    private const int Height = 500;
    private const int Left = 80;
    private const int Right = 30;
    private const int Top = 60;
    private const int Bottom = 60;
    private readonly SvgText _svg;
    private readonly double _mostX;
    private readonly double _leastY;
    private readonly double _mostY;

    private CurvePlot(string title, double mostX, IReadOnlyList<PlotCurve> curves)
    {
        _svg = new SvgText(Width, Height, title);
        _mostX = Round(mostX);
        var values = curves.SelectMany(c => c.Points).Select(p => p.Y).ToArray();
        _leastY = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, values.Min()))));
        _mostY = Math.Pow(10, Math.Ceiling(Math.Log10(Math.Max(10, values.Max() + 1))));
    }

    /// <exception cref="TraceException">The file cannot be created; nothing is left behind.</exception>
    public static void Write(string path, string title, (string X, string Y) axes, double mostX, IReadOnlyList<PlotCurve> curves)
    {
        using var file = new OutputFile(path);
        file.Stream.Write(new CurvePlot(title, mostX, curves).Draw(axes, curves));
        file.Commit();
    }

    private byte[] Draw((string X, string Y) axes, IReadOnlyList<PlotCurve> curves)
    {
        Axes(axes);
        for (var i = 0; i < curves.Count; i++)
        {
            Curve(curves[i], i);
        }

        return _svg.End();
    }

    private void Axes((string X, string Y) names)
    {
        for (var i = 0; i <= 10; i++)
        {
            var value = _mostX * i / 10;
            var x = X(value);
            _svg.Line($"<line x1=\"{x:0.#}\" y1=\"{Top}\" x2=\"{x:0.#}\" y2=\"{Height - Bottom}\" stroke=\"#e4e4e4\"/>");
            _svg.Line($"<text x=\"{x:0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{value:0.###}</text>");
        }

        for (var decade = _leastY; decade <= _mostY; decade *= 10)
        {
            foreach (var step in (ReadOnlySpan<int>)[1, 2, 5])
            {
                if (decade * step <= _mostY)
                {
                    YTick(decade * step);
                }
            }
        }

        _svg.Line($"<rect x=\"{Left}\" y=\"{Top}\" width=\"{Width - Left - Right}\" height=\"{Height - Top - Bottom}\" fill=\"none\" stroke=\"black\"/>");
        _svg.Line($"<text x=\"{(Width + Left - Right) / 2}\" y=\"{Height - 14}\" text-anchor=\"middle\">{SvgText.Escape(names.X)}</text>");
        _svg.Line($"<text transform=\"translate(20,{(Height + Top - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{SvgText.Escape(names.Y)}</text>");
    }

    private void YTick(double value)
    {
        var y = Y(value);
        _svg.Line($"<line x1=\"{Left}\" y1=\"{y:0.#}\" x2=\"{Width - Right}\" y2=\"{y:0.#}\" stroke=\"#e4e4e4\"/>");
        _svg.Line($"<text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{value:0}</text>");
    }

    private void Curve(PlotCurve curve, int row)
    {
        var path = string.Join(' ', curve.Points.Select(p => SvgText.Invariant($"{X(p.X):0.#},{Y(p.Y):0.#}")));
        _svg.Line($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{curve.Colour}\" stroke-width=\"2\"/>");
        foreach (var p in curve.Points)
        {
            var fill = p.IsSaturated ? "white" : curve.Colour;
            _svg.Line($"<circle cx=\"{X(p.X):0.#}\" cy=\"{Y(p.Y):0.#}\" r=\"3.5\" fill=\"{fill}\" stroke=\"{curve.Colour}\"/>");
        }

        var y = Top + 18 + (row * 18);
        _svg.Line($"<line x1=\"{Left + 14}\" y1=\"{y}\" x2=\"{Left + 40}\" y2=\"{y}\" stroke=\"{curve.Colour}\" stroke-width=\"2\"/>");
        _svg.Line($"<text x=\"{Left + 46}\" y=\"{y + 4}\">{SvgText.Escape(curve.Name)} (hollow: saturated)</text>");
    }

    private double X(double value) => Left + (value / _mostX * (Width - Left - Right));

    private double Y(double value)
    {
        var share = Math.Log10(Math.Max(value, _leastY) / _leastY) / Math.Log10(_mostY / _leastY);
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
