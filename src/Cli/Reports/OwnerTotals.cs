using ActorSim.Actors.Dma;
using ActorSim.Actors.Dram.Attribution;
using ActorSim.Actors.Protocol;

namespace ActorSim.Cli.Reports;

/// <summary>What all cores moved, and how all channels served it, for a tensor or a kernel.</summary>
internal sealed class OwnerTotals
{
    private OwnerTraffic _traffic;
    private OwnerService _service;

    public OwnerTraffic Traffic => _traffic;

    public OwnerService Service => _service;

    /// <summary>DRAM cycles from joining the channel's queue to the data command, mean over requests.</summary>
    public double MeanWait => _service.Requests == 0 ? 0 : (double)_service.WaitCycles / _service.Requests;

    /// <summary>Sums over all owners that <paramref name="key"/> makes equal.</summary>
    public static Dictionary<TransferOwner, OwnerTotals> By(RunReport report, Func<TransferOwner, TransferOwner> key)
    {
        var totals = new Dictionary<TransferOwner, OwnerTotals>();
        for (var core = 0; core < report.Machine.Cores.Count; core++)
        {
            var table = report.Machine.Cores[core].Dma.Stats.Owners;
            for (var id = 0; id < table.Owners.Count; id++)
            {
                var group = key(table.Owners[id]);
                if (!totals.TryGetValue(group, out var total))
                {
                    totals.Add(group, total = new OwnerTotals());
                }

                total.Add(table.Traffic[id]);
                total.AddServices(report, core, id);
            }
        }

        return totals;
    }

    private void Add(in OwnerTraffic traffic)
    {
        _traffic.Loads += traffic.Loads;
        _traffic.Stores += traffic.Stores;
        _traffic.ReadRequests += traffic.ReadRequests;
        _traffic.WriteRequests += traffic.WriteRequests;
    }

    private void AddServices(RunReport report, int core, int owner)
    {
        foreach (var channel in report.Machine.Channels)
        {
            if (channel.Ledger is { } ledger && owner < ledger.Of(core).Length)
            {
                _service.Add(ledger.Of(core)[owner]);
            }
        }
    }
}
