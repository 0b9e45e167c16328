using System.Globalization;
using System.Text;

namespace ActorSim.Frontend.Compiler.Cost.Tables;

/// <summary>Lines cycles TAB overlap, then comments: "# kernel NAME" and "# origin ROW: TEXT".</summary>
internal static class CostTableTsv
{
    private const string KernelMark = "# kernel ";
    private const string OriginMark = "# origin ";
    private const string OriginsMark = "# origins:";

    public static string Format(CostTable table)
    {
        var text = new StringBuilder();
        foreach (CostRow row in table.Rows)
            text.Append(CultureInfo.InvariantCulture, $"{row.Cycles}\t{row.Overlap}\n");
        if (table.Kernel is not null)
            text.Append(KernelMark).Append(table.Kernel).Append('\n');
        for (int i = 0; i < table.Rows.Count; i++)
        {
            if (table.Rows[i].Origin.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $"{OriginMark}{i}: {table.Rows[i].Origin.ReplaceLineEndings(" ")}\n");
        }
        return text.ToString();
    }

    public static CostTable Parse(string source, string text)
    {
        var rows = new List<CostRow>();
        string? kernel = null;
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.StartsWith(KernelMark, StringComparison.Ordinal))
                kernel = line[KernelMark.Length..].Trim();
            else if (line.StartsWith(OriginsMark, StringComparison.Ordinal))
                SetAll(rows, line[OriginsMark.Length..].Trim());
            else if (line.StartsWith(OriginMark, StringComparison.Ordinal))
                SetOne(source, i + 1, rows, line[OriginMark.Length..]);
            else if (line.Length > 0 && line[0] != '#')
                rows.Add(Row(source, i + 1, line));
        }
        return new CostTable { Source = source, Kernel = kernel, Rows = rows };
    }

    private static CostRow Row(string source, int line, string text)
    {
        string[] fields = text.Split('\t');
        if (fields.Length != 2 || !Number(fields[0], out long cycles) || !Number(fields[1], out long overlap))
            throw new CostTableException(source, line, $"'{text}' is not 'cycles<TAB>overlap' with two whole numbers of 0 or more");
        if (overlap > cycles)
            throw new CostTableException(source, line, $"overlap {overlap} exceeds cycles {cycles}");
        return new CostRow(cycles, overlap, null, null, "");
    }

    private static bool Number(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static void SetAll(List<CostRow> rows, string origin)
    {
        for (int i = 0; i < rows.Count; i++)
            rows[i] = rows[i] with { Origin = origin };
    }

    private static void SetOne(string source, int line, List<CostRow> rows, string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !Number(text[..colon], out long row) || row >= rows.Count)
            throw new CostTableException(source, line, $"'{OriginMark}{text}': must be '{OriginMark}ROW: TEXT' with a row in 0..{rows.Count - 1}");
        rows[(int)row] = rows[(int)row] with { Origin = text[(colon + 1)..].Trim() };
    }
}
