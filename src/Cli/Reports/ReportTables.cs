using ActorSim.Actors.Core;
using ActorSim.Actors.Machine;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Output;
using ActorSim.Dram.Energy;

namespace ActorSim.Cli.Reports;

/// <summary>What a run prints: a summary, then a table each for cores, DMA and tensors, and channels.</summary>
internal static class ReportTables
{
    private const int MostRows = 16;

    public static void Write(RunReport run, TextWriter output, bool verbose, bool layers)
    {
        List<ReportTable> tables = [Summary(run), .. TenantTables.Of(run), Cores(run, verbose), Dma(run, verbose)];
        if (run.Machine.Networks.Count > 0)
        {
            tables.Add(NetworkRow.Table(run));
        }

        tables.Add(Channels(run, verbose));
        var tensors = TensorRow.Of(run);
        if (tensors.Count > 0)
        {
            tables.Add(OwnerTables.Tensors(run, tensors, verbose));
        }

        var kernels = KernelRow.Of(run);
        if (kernels.Count > 1)
        {
            tables.Add(OwnerTables.Kernels(run, kernels, verbose));
        }

        if (verbose)
        {
            tables.Add(Actors(run));
        }

        if (layers)
        {
            tables.Add(LayerTable.Of(run, LayerRow.Of(run), verbose));
        }

        TableRenderer.Write(tables, output);
    }

    // Every actor below /user, in declaration order.
    private static ReportTable Actors(RunReport run)
    {
        var topology = run.Machine.Topology;
        return new ReportTable("Actors", ["actor", "messages"], [.. topology.Units.Select(
            unit => new[] { $"/user/{topology.Root}/{unit.Name}", Text.Count(unit.MessagesHandled) })]);
    }

    private static ReportTable Summary(RunReport run)
    {
        var kernel = run.Result.Kernel;
        List<string[]> rows =
        [
            ["cycles", Text.Count(run.Cycles) + (run.Result.IsPartial ? " (partial: ended early)" : "")],
            ["time at " + Frequency.Format(run.Spec.CoreHz), Text.Seconds(run.Seconds)],
            ["system", $"{run.Spec.Name}: {Text.Count(run.Spec.Cores)} core(s), {Text.Count(run.Spec.Dram.Channels)} channel(s), "
                + $"{run.Spec.Dram.Model} memory"],
            ["work-items", Text.Count(run.Machine.Cores.Sum(c => c.Core.Stats.WorkItems))],
            ["instructions", Text.Count(run.Machine.Cores.Sum(c => c.Core.Stats.Instructions))],
            ["memory requests", $"{Text.Count(run.ReadRequests)} read, {Text.Count(run.WriteRequests)} written"],
            .. Memory(run),
            ["memory bandwidth", $"{Text.Rate(run.Bandwidth(run.ReadRequests))} read, {Text.Rate(run.Bandwidth(run.WriteRequests))} written: "
                + $"{Text.Percent(run.Bandwidth(run.ReadRequests + run.WriteRequests) / PeakRate(run))} of the peak of {Text.Rate(PeakRate(run))}"],
            ["simulated in", $"{Text.Seconds(run.WallSeconds)} (the simulation with reading its traces; without start, compiling and reports): {Text.Short(run.RequestsPerWallSecond)} requests/s, "
                + $"{Text.Count(kernel.Messages)} messages, {kernel.Synchronizer}, {Text.Count(run.Settings.Workers)} worker(s)"],
            ["memory energy", Energy(run)],
            ["digest", run.Result.Digest],
        ];
        return new ReportTable("Run", ["", ""], rows);
    }

    // Of models only: elsewhere addresses are the trace's own.
    private static IEnumerable<string[]> Memory(RunReport run) =>
        from request in run.Requests
        where run.Models.TryGetValue(request, out var model) && model.Memory is not null
        let memory = run.Models[request].Memory!
        select new[]
        {
            "tensors in memory",
            $"{Text.Bytes(memory.HighWaterBytes)}, {Text.Bytes(memory.FixedBytes)} of them inputs, weights and outputs; "
                + $"{Text.Bytes(memory.SumBytes)} without reuse",
        };

    private static string Energy(RunReport run)
    {
        if (run.Energy is null)
        {
            return "no energy data for this memory";
        }

        var sum = run.Machine.Channels.Aggregate(default(EnergyBreakdown), (j, c) => j + run.Energy.Joules(c.Stats, run.DramCycles));
        return $"{Text.Joules(sum.Total)}: background {Text.Joules(sum.Background)}, activate {Text.Joules(sum.Activate)}, "
            + $"read {Text.Joules(sum.Read)}, write {Text.Joules(sum.Write)}, refresh {Text.Joules(sum.Refresh)}";
    }

    private static ReportTable Cores(RunReport run, bool verbose)
    {
        var columns = new List<string> { "core", "work-items", "issue" };
        columns.AddRange(StallCauses.All.Select(StallCauses.Heading));
        columns.Add("vector");
        columns.AddRange(Enumerable.Range(0, run.Spec.Core.Arrays).Select(a => $"array {a}"));
        columns.Add("spad high water");
        var rows = run.Machine.Cores.Select(c => Core(run, c)).ToList();
        return new ReportTable("Cores (share of all cycles)", columns, Shorten(rows, verbose)) { Least = ["wait weights", "wait spad", "spad high water", "work-items"] };
    }

    private static string[] Core(RunReport run, MachineCore core)
    {
        var stats = core.Core.Stats;
        List<string> cells = [Text.Count(core.Core.Core), Text.Count(stats.WorkItems), Text.Percent(run.Share(stats.IssueCycles))];
        cells.AddRange(StallCauses.All.Select(cause => Text.Percent(run.Share(stats.StallCycles(cause)))));
        cells.Add(Busy(run, core.VectorUnit.Stats));
        cells.AddRange(core.Arrays.Select(a => Busy(run, a.Stats)));
        cells.Add(Text.Bytes(stats.SpadHighWaterBytes));
        return [.. cells];
    }

    private static string Busy(RunReport run, ComputeUnitStats stats) => Text.Percent(run.Share(stats.BusyCycles));

    private static ReportTable Dma(RunReport run, bool verbose)
    {
        var rows = run.Machine.Cores.Select(c =>
        {
            var s = c.Dma.Stats;
            return new[]
            {
                Text.Count(c.Core.Core), Text.Count(s.Loads), Text.Count(s.Stores),
                Text.Bytes(run.Bytes(s.ReadRequests)), Text.Bytes(run.Bytes(s.WriteRequests)),
                Text.Rate(run.Bandwidth(s.ReadRequests)), Text.Rate(run.Bandwidth(s.WriteRequests)),
                Text.Percent(run.Share(s.InjectionCycles)),
            };
        }).ToList();
        string[] columns = ["core", "loads", "stores", "read", "written", "read/s", "written/s", "injecting"];
        return new ReportTable("DMA", columns, Shorten(rows, verbose)) { Least = ["loads", "stores"] };
    }

    private static ReportTable Channels(RunReport run, bool verbose)
    {
        var all = run.Machine.Channels.Select((c, i) => new DramRow(i, c.Stats, run)).ToList();
        var rows = all.Select(c => Channel(run, c)).ToList();
        rows = Shorten(rows, verbose);
        rows.Add(ChannelTotal(run, all));
        string[] columns = ["channel", "reads", "writes", "bytes/s", "of peak", "row hits", "misses", "conflicts", "refreshes", "read latency"];
        return new ReportTable("DRAM", columns, rows) { Least = ["refreshes", "misses", "bytes/s", "writes"] };
    }

    private static double PeakRate(RunReport run) => run.PeakBytesPerCycle() * run.Spec.CoreHz;

    // Of one channel, or of all.
    private static string[] Bandwidth(RunReport run, long requests, int channels) =>
    [
        Text.Rate(run.Bandwidth(requests)), Text.Percent(run.Bandwidth(requests) * run.Spec.Dram.Channels / channels / PeakRate(run)),
    ];

    private static string[] Channel(RunReport run, DramRow c) =>
    [
        Text.Count(c.Index), Text.Count(c.Reads), Text.Count(c.Writes), .. Bandwidth(run, c.Reads + c.Writes, 1),
        Text.Count(c.Stats.RowHits), Text.Count(c.Stats.RowMisses), Text.Count(c.Stats.RowConflicts),
        Text.Count(c.Stats.Refreshes), run.DramTime(c.MeanReadLatency),
    ];

    private static string[] ChannelTotal(RunReport run, List<DramRow> all)
    {
        var reads = all.Sum(c => c.Reads);
        var latency = reads > 0 ? (double)all.Sum(c => c.Stats.ReadLatencySumCycles) / reads : 0;
        return
        [
            "all", Text.Count(reads), Text.Count(all.Sum(c => c.Writes)), .. Bandwidth(run, all.Sum(c => c.Reads + c.Writes), all.Count),
            Text.Count(all.Sum(c => c.Stats.RowHits)), Text.Count(all.Sum(c => c.Stats.RowMisses)),
            Text.Count(all.Sum(c => c.Stats.RowConflicts)), Text.Count(all.Sum(c => c.Stats.Refreshes)), run.DramTime(latency),
        ];
    }

    // Many-core machines must not scroll the summary away: --verbose and --json have every row.
    internal static List<string[]> Shorten(List<string[]> rows, bool verbose)
    {
        if (verbose || rows.Count <= MostRows)
        {
            return rows;
        }

        var left = rows.Count - MostRows + 1;
        var shortened = rows.GetRange(0, MostRows - 1);
        var last = new string[rows[0].Length];
        Array.Fill(last, "");
        last[0] = $"... {left} more (--verbose)";
        shortened.Add(last);
        return shortened;
    }
}
