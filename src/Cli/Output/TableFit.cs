namespace ActorSim.Cli.Output;

/// <summary>Makes tables fit a width: turned round if that is enough, else with fewer columns, which a note names.</summary>
internal static class TableFit
{
    private const int FrameOfColumn = 3;
    private const int MostName = 28;

    public static ReportTable To(ReportTable table, int width)
    {
        if (Width(table) <= width || table.Columns[0].Length == 0)
        {
            return table;
        }

        var turned = Turned(table);
        return Width(turned) <= width ? turned : Narrowed(table, width);
    }

    /// <summary>Characters that a table takes with its frame.</summary>
    public static int Width(ReportTable table) =>
        1 + Enumerable.Range(0, table.Columns.Count).Sum(c => FrameOfColumn + Math.Max(table.Columns[c].Length, table.Rows.Max(r => (int?)r[c].Length) ?? 0));

    // Rows become columns: what was the first column is the head.
    private static ReportTable Turned(ReportTable table) => table with
    {
        Columns = [table.Columns[0], .. table.Rows.Select(r => r[0])],
        Rows = [.. table.Columns.Select((name, c) => (string[])[name, .. table.Rows.Select(r => r[c])]).Skip(1)],
    };

    // Names differ at their ends.
    private static string Clipped(string name) => name.Length <= MostName ? name : "…" + name[^(MostName - 1)..];

    private static ReportTable Narrowed(ReportTable table, int width)
    {
        table = table with { Rows = [.. table.Rows.Select(r => (string[])[Clipped(r[0]), .. r.Skip(1)])] };
        var kept = Enumerable.Range(0, table.Columns.Count).ToList();
        var least = table.Least.Select(name => table.Columns.ToList().IndexOf(name)).Where(c => c > 0).ToList();
        var narrow = table;
        while (Width(narrow) > width && kept.Count > 2)
        {
            var goes = least.FirstOrDefault(kept.Contains, kept[^1]);
            kept.Remove(goes);
            narrow = table with { Columns = [.. kept.Select(c => table.Columns[c])], Rows = [.. table.Rows.Select(r => (string[])[.. kept.Select(c => r[c])])] };
        }

        var left = table.Columns.Where((_, c) => !kept.Contains(c));
        return narrow with { Note = $"no room for: {string.Join(", ", left)}; COLUMNS=200 or --json has them" };
    }
}
