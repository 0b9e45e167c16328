using ActorSim.Cli.Output;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Sweeping;

/// <summary>
/// Draws a sweep as a self-contained SVG: speed-up, efficiency and bandwidth over the first varied key, a line for each combination of
/// the other keys' values.
/// </summary>
internal sealed class SweepSvg
{
    private const int Width = 860;
    private const int PanelHeight = 260;
    private const int Left = 80;
    private const int Right = 220;
    private const int Top = 60;
    private const int Bottom = 60;
    private const int Ticks = 4;
    private static readonly string[] Colours = ["#0b62a4", "#c0392b", "#1e8449", "#7d3c98", "#b9770e", "#117a8b", "#6e2c00", "#566573"];

    private readonly SvgText _svg;
    private readonly SweepPlan _plan;
    private readonly (string Name, SweepRow[] Rows)[] _series;
    private readonly string[] _values;

    private SweepSvg(string title, SweepPlan plan, IReadOnlyList<SweepRow> rows)
    {
        _svg = new SvgText(Width, Top + (3 * PanelHeight), title);
        _plan = plan;
        _values = plan.Axes[0].Values.Distinct().ToArray();
        _series = rows.GroupBy(NameOf).Select(g => (g.Key, g.ToArray())).ToArray();
    }

    /// <exception cref="TraceException">The file cannot be created; nothing is left behind.</exception>
    public static void Write(string path, string title, SweepPlan plan, IReadOnlyList<SweepRow> rows)
    {
        using var file = new OutputFile(path);
        file.Stream.Write(new SweepSvg(title, plan, rows).Draw());
        file.Commit();
    }

    private byte[] Draw()
    {
        Panel(0, "Speed-up", r => r.SpeedUp, r => SweepRow.Growth(_plan, r.Point));
        Panel(1, "Efficiency", r => r.Efficiency, null);
        Panel(2, "Bandwidth (GB/s)", r => r.IsDone ? r.Result!.BytesPerSecond / 1e9 : null, null);
        Legend();
        return _svg.End();
    }

    private void Panel(int index, string label, Func<SweepRow, double?> value, Func<SweepRow, double?>? ideal)
    {
        var top = Top + (index * PanelHeight);
        var bottom = top + PanelHeight - Bottom;
        var most = Ceiling(_series.SelectMany(s => s.Rows).Max(r => value(r) ?? 0));
        double Y(double v) => bottom - (Math.Min(v, most) / most * (bottom - top));
        for (var tick = 0; tick <= Ticks; tick++)
        {
            var y = Y(most * tick / Ticks);
            _svg.Line($"<line x1=\"{Left}\" y1=\"{y:0.#}\" x2=\"{Width - Right}\" y2=\"{y:0.#}\" stroke=\"#e4e4e4\"/>");
            _svg.Line($"<text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{most * tick / Ticks:0.###}</text>");
        }

        for (var i = 0; i < _values.Length; i++)
        {
            _svg.Line($"<text x=\"{X(i):0.#}\" y=\"{bottom + 18}\" text-anchor=\"middle\">{SvgText.Escape(_values[i])}</text>");
        }

        _svg.Line($"<rect x=\"{Left}\" y=\"{top}\" width=\"{Width - Left - Right}\" height=\"{bottom - top}\" fill=\"none\" stroke=\"black\"/>");
        _svg.Line($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{bottom + 36}\" text-anchor=\"middle\">{SvgText.Escape(_plan.Axes[0].Name)}</text>");
        _svg.Line($"<text transform=\"translate(24,{(top + bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{label}</text>");
        if (ideal is not null)
        {
            // What exceeds the panel is cut off: the measured lines set its height.
            Curve(_series[0].Rows.TakeWhile(r => ideal(r) <= most), ideal, Y, "#999999", dashed: true);
        }

        for (var s = 0; s < _series.Length; s++)
        {
            Curve(_series[s].Rows, value, Y, Colours[s % Colours.Length], dashed: false);
        }
    }

    private void Curve(IEnumerable<SweepRow> rows, Func<SweepRow, double?> value, Func<double, double> y, string colour, bool dashed)
    {
        var places = rows.Where(r => value(r) is not null).Select(r => (X: X(Array.IndexOf(_values, r.Point.Values[0])), Y: y(value(r)!.Value))).ToArray();
        var path = string.Join(' ', places.Select(p => SvgText.Invariant($"{p.X:0.#},{p.Y:0.#}")));
        _svg.Line($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{(dashed ? "5 5" : "none")}\"/>");
        foreach (var place in dashed ? [] : places)
        {
            _svg.Line($"<circle cx=\"{place.X:0.#}\" cy=\"{place.Y:0.#}\" r=\"3.5\" fill=\"{colour}\"/>");
        }
    }

    private void Legend()
    {
        var x = Width - Right + 14;
        _svg.Line($"<text x=\"{x + 32}\" y=\"{Top + 16}\">dashed: ideal</text>");
        for (var s = 0; s < _series.Length; s++)
        {
            var y = Top + 36 + (s * 18);
            _svg.Line($"<line x1=\"{x}\" y1=\"{y - 4}\" x2=\"{x + 26}\" y2=\"{y - 4}\" stroke=\"{Colours[s % Colours.Length]}\" stroke-width=\"2\"/>");
            _svg.Line($"<text x=\"{x + 32}\" y=\"{y}\">{SvgText.Escape(_series[s].Name)}</text>");
        }
    }

    private double X(int place) => Left + ((place + 0.5) / _values.Length * (Width - Left - Right));

    private string NameOf(SweepRow row) =>
        _plan.Axes.Count == 1 ? "measured" : string.Join(' ', _plan.Axes.Zip(row.Point.Values, (a, v) => $"{a.Name}={v}").Skip(1));

    // The next of 1, 2, 4, 5, 8 times a power of ten: quarters of it are short numbers.
    private static double Ceiling(double value)
    {
        if (value <= 0)
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        foreach (var step in (ReadOnlySpan<double>)[1, 1.2, 2, 4, 5, 8])
        {
            if (value <= power * step)
            {
                return power * step;
            }
        }

        return power * 10;
    }
}
