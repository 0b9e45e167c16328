using System.Globalization;
using System.Text;

namespace ActorSim.Cli.Output;

/// <summary>The text of a self-contained SVG picture; numbers look the same in every culture.</summary>
internal sealed class SvgText
{
    private readonly StringBuilder _text = new();

    /// <summary>A white picture of so many pixels with a title at its top.</summary>
    public SvgText(int width, int height, string title)
    {
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"13\">");
        Line($"<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>");
        Line($"<text x=\"{width / 2}\" y=\"26\" text-anchor=\"middle\" font-size=\"16\">{Escape(title)}</text>");
    }

    public void Line(FormattableString text) => _text.Append(Invariant(text)).Append('\n');

    /// <summary>Ends the picture; nothing can be drawn behind it.</summary>
    public byte[] End()
    {
        Line($"</svg>");
        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
