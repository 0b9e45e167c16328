using ActorSim.Actors.Protocol;

namespace ActorSim.Cli.Reports;

/// <summary>What all cores moved for one tensor.</summary>
internal sealed record TensorRow(string Trace, int Id, string Name, OwnerTotals Totals)
{
    /// <summary>Tensors with traffic, by trace and id.</summary>
    public static List<TensorRow> Of(RunReport report)
    {
        var rows = new List<TensorRow>();
        var totals = OwnerTotals.By(report, owner => new TransferOwner(owner.Trace, 0, owner.Tensor));
        foreach (var program in report.Source.Programs)
        {
            foreach (var tensor in program.Tensors)
            {
                if (totals.TryGetValue(new TransferOwner(program.Index, 0, tensor.Id), out var total))
                {
                    rows.Add(new TensorRow(program.Name, tensor.Id, tensor.Name, total));
                }
            }
        }

        return rows;
    }
}
