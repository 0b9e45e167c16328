using ActorSim.Actors.Protocol;

namespace ActorSim.Cli.Reports;

/// <summary>How far one kernel came, and what its work-items moved.</summary>
internal sealed record KernelRow(string Trace, int Id, string Name, long WorkItems, long LastRetireCycle, OwnerTotals Totals)
{
    /// <summary>Kernels that were begun, by trace and in order of the trace.</summary>
    public static List<KernelRow> Of(RunReport report)
    {
        var totals = OwnerTotals.By(report, owner => new TransferOwner(owner.Trace, owner.Kernel, 0));
        return report.Source.Kernels.Select(k =>
        {
            var total = totals.GetValueOrDefault(new TransferOwner(k.Program.Index, k.Kernel.Id, 0)) ?? new OwnerTotals();
            return new KernelRow(k.Program.Name, k.Kernel.Id, k.Kernel.Name, k.Retired, k.LastRetireCycle, total);
        }).ToList();
    }
}
