using System.Globalization;
using ActorSim.Frontend.Compiler.Cost.Operations;
using ActorSim.Frontend.Compiler.Cost.Tables;
using ActorSim.Frontend.Compiler.Cost.Vector;

namespace ActorSim.Frontend.Compiler.Cost;

/// <summary>Why a tile costs what it costs, as rows of plain text.</summary>
public static class CostExplanation
{
    /// <summary>Of a vector tile: cycles, instruction mix, unit occupancy, where cycles went, critical path, origin.</summary>
    public static IReadOnlyList<ExplanationRow> Of(string tile, VectorCost cost, string origin)
    {
        List<ExplanationRow> rows = Head(tile, cost.Operation, origin);
        rows.Add(new ExplanationRow(tile, "bound by", cost.BoundBy));
        rows.AddRange(cost.Instructions.Select(i => new ExplanationRow("instruction mix", i.Class.ToString(),
            $"{Count(i.Instructions)} instructions, {Count(i.Elements)} elements per lane")));
        rows.AddRange(cost.Units.Select(u => new ExplanationRow("occupancy", u.Count > 1 ? $"{u.Name} (x {u.Count})" : u.Name,
            $"{Count(u.BusyCycles)} cycles, {Percent(u.Occupancy(cost.Cycles))}")));
        rows.AddRange(cost.Waits.Select(w => new ExplanationRow("where cycles went", w.Cause,
            $"{Count(w.Cycles)} cycles, {Percent(cost.Cycles == 0 ? 0 : (double)w.Cycles / cost.Cycles)}")));
        if (cost.PathIsTruncated)
            rows.Add(new ExplanationRow("critical path", "...", "earlier steps repeat or are not shown"));
        rows.AddRange(cost.CriticalPath.Select(s => new ExplanationRow("critical path", s.Chunk > 0 ? $"{s.Name} #{s.Chunk}" : s.Name,
            $"issue {Count(s.Issue)}, finish {Count(s.Finish)}, after {s.Cause}")));
        return rows;
    }

    /// <summary>Of a matmul tile that streams this many vectors.</summary>
    public static IReadOnlyList<ExplanationRow> Matmul(string tile, SystolicSpec spec, long streamed, string origin)
    {
        FoldTiming fold = SystolicTiming.Fold(spec, streamed);
        OperationCost cost = SystolicTiming.Matmul(spec, streamed);
        List<ExplanationRow> rows = Head(tile, cost, origin);
        rows.Add(new ExplanationRow("array", "dataflow", $"{spec.Dataflow}, {spec.Rows} x {spec.Columns}"));
        rows.Add(new ExplanationRow("array", "streamed vectors", Count(streamed)));
        rows.Add(new ExplanationRow("array", "stream", $"{Count(fold.StreamCycles)} cycles = streamed + rows + columns - 2"));
        rows.Add(new ExplanationRow("array", "drain", $"{Count(fold.DrainCycles)} cycles"));
        return rows;
    }

    /// <summary>Of a preload tile.</summary>
    public static IReadOnlyList<ExplanationRow> Preload(string tile, SystolicSpec spec, long streamedPerPreload, string origin)
    {
        List<ExplanationRow> rows = Head(tile, SystolicTiming.Preload(spec, streamedPerPreload), origin);
        rows.Add(new ExplanationRow("array", "dataflow", $"{spec.Dataflow}, {spec.Rows} x {spec.Columns}"));
        rows.Add(new ExplanationRow("array", "charged", spec.DoubleBuffered ? spec.PreloadCharge.ToString() : "Full (not double-buffered)"));
        return rows;
    }

    /// <summary>Of a tile whose figures were given.</summary>
    public static IReadOnlyList<ExplanationRow> Measured(string tile, CostRow row) =>
        Head(tile, new OperationCost(row.Cycles, row.Overlap), row.Origin.Length > 0 ? row.Origin : "measured table");

    /// <summary>Rows under their headings, names aligned.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ExplanationRow> rows)
    {
        int width = rows.Count == 0 ? 0 : rows.Max(r => r.Name.Length);
        string? section = null;
        foreach (ExplanationRow row in rows)
        {
            if (row.Section != section)
                output.Write($"{row.Section}\n");
            section = row.Section;
            output.Write($"  {row.Name.PadRight(width)}  {row.Value}\n");
        }
    }

    private static List<ExplanationRow> Head(string tile, OperationCost cost, string origin) =>
    [
        new(tile, "cycles", Count(cost.Cycles)),
        new(tile, "overlap", Count(cost.Overlap)),
        new(tile, "occupancy", Count(cost.Occupancy)),
        new(tile, "origin", origin),
    ];

    private static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}

/// <summary>A line of an explanation; rows of one section stand together.</summary>
public readonly record struct ExplanationRow(string Section, string Name, string Value);
