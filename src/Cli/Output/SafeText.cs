using System.Buffers;
using System.Globalization;
using System.Text;

namespace ActorSim.Cli.Output;

/// <summary>Text as a terminal may see it: names in traces, models and configurations are anybody's and must not move its cursor.</summary>
internal static class SafeText
{
    private const int MostLine = 600;
    private const int MostLines = 40;
    private const int Shown = 500;

    // Controls, and the marks that turn the direction of writing. New lines are told from others by the callers.
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(c => char.IsControl(c) && c is not ('\n' or '\t')),
            '\u061C', '\u200E', '\u200F', '\u2028', '\u2029', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069']);

    /// <summary>With everything escaped that is not shown as it is; new lines and tabs stay.</summary>
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAny(Unsafe) < 0)
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!Unsafe.Contains(c) || (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n'))
            {
                safe.Append(c);
            }
            else
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        return safe.ToString();
    }

    /// <summary>One line: new lines and tabs are escaped as well.</summary>
    public static string Line(string text) => Of(text).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal);

    /// <summary>A message of a few lines: long ones lose their middle, many their rest.</summary>
    public static string Message(string text)
    {
        var lines = text.Split('\n');
        var kept = lines.Take(MostLines).Select(Clipped);
        if (lines.Length > MostLines)
        {
            kept = kept.Append(string.Create(CultureInfo.InvariantCulture, $"... and {lines.Length - MostLines} more lines"));
        }

        return string.Join('\n', kept);
    }

    private static string Clipped(string line)
    {
        if (line.Length <= MostLine)
        {
            return Of(line);
        }

        var gone = line.Length - (2 * (Shown / 2));
        return Of(line[..(Shown / 2)]) + string.Create(CultureInfo.InvariantCulture, $" ...({gone} characters)... ") + Of(line[^(Shown / 2)..]);
    }
}
