namespace ActorSim.Cli.Reports;

/// <summary>What all cores moved for one tensor.</summary>
internal sealed record TensorRow(string Trace, int Id, string Name, long Loads, long Stores, long ReadRequests, long WriteRequests)
{
    /// <summary>Tensors with traffic, by trace and id.</summary>
    public static List<TensorRow> Of(RunReport report)
    {
        var rows = new List<TensorRow>();
        foreach (var program in report.Source.Programs)
        {
            for (var id = 0; id < program.TensorCount; id++)
            {
                if (program.FindTensor(id) is { } tensor && Sum(report, program.Index, id) is { } sum && sum.Loads + sum.Stores > 0)
                {
                    rows.Add(new TensorRow(program.Name, id, tensor.Name, sum.Loads, sum.Stores, sum.ReadRequests, sum.WriteRequests));
                }
            }
        }

        return rows;
    }

    private static Actors.Dma.TensorTraffic Sum(RunReport report, int trace, int tensor)
    {
        var sum = default(Actors.Dma.TensorTraffic);
        foreach (var core in report.Machine.Cores)
        {
            var table = core.Dma.Stats.Tensors.Of(trace);
            if (tensor < table.Length)
            {
                sum.Loads += table[tensor].Loads;
                sum.Stores += table[tensor].Stores;
                sum.ReadRequests += table[tensor].ReadRequests;
                sum.WriteRequests += table[tensor].WriteRequests;
            }
        }

        return sum;
    }
}
