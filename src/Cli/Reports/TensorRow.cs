using ActorSim.Actors.Dma;

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
            for (var id = 0; id < program.TensorCount; id++)
            {
                if (program.FindTensor(id) is { } tensor && totals.TryGetValue(new TransferOwner(program.Index, 0, id), out var total))
                {
                    rows.Add(new TensorRow(program.Name, id, tensor.Name, total));
                }
            }
        }

        return rows;
    }
}
