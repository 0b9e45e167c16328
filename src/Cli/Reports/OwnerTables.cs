using ActorSim.Cli.Output;

namespace ActorSim.Cli.Reports;

/// <summary>The tables that say which tensor and which kernel the memory worked for, those first whose requests waited longest in all.</summary>
internal static class OwnerTables
{
    private static readonly string[] Numbers =
        ["loads", "stores", "read", "written", "row hits", "misses", "conflicts", "mean wait", "command energy"];

    private static readonly string[] Least = ["misses", "loads", "stores", "command energy", "row hits"];

    public static ReportTable Tensors(RunReport run, IReadOnlyList<TensorRow> tensors, bool verbose)
    {
        var rows = tensors.OrderByDescending(t => t.Totals.Service.WaitCycles).Select(t => Row(run, t.Trace, t.Name, t.Totals)).ToList();
        return new ReportTable("Tensors", ["tensor", .. Numbers], ReportTables.Shorten(rows, verbose)) { Least = Least };
    }

    public static ReportTable Kernels(RunReport run, IReadOnlyList<KernelRow> kernels, bool verbose)
    {
        var rows = kernels.OrderByDescending(k => k.Totals.Service.WaitCycles).Select(k => Row(run, k.Trace, k.Name, k.Totals)).ToList();
        return new ReportTable("Kernels", ["kernel", .. Numbers], ReportTables.Shorten(rows, verbose)) { Least = Least };
    }

    private static string[] Row(RunReport run, string trace, string name, OwnerTotals totals)
    {
        var traffic = totals.Traffic;
        var service = totals.Service;
        return
        [
            run.Requests.Count > 1 ? $"{trace}: {name}" : name, Text.Count(traffic.Loads), Text.Count(traffic.Stores),
            Text.Bytes(run.Bytes(traffic.ReadRequests)), Text.Bytes(run.Bytes(traffic.WriteRequests)), Text.Count(service.RowHits),
            Text.Count(service.RowMisses), Text.Count(service.RowConflicts), run.DramTime(totals.MeanWait),
            run.CommandJoules(service) is { } joules ? Text.Joules(joules) : "no data",
        ];
    }
}
