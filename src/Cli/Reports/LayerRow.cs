using ActorSim.Actors.Core;
using ActorSim.Cli.Layers;

namespace ActorSim.Cli.Reports;

/// <summary>A layer of a model, or a kernel of a trace: its place in time, and what held it up (docs/report.md).</summary>
/// <param name="Kernel">Its traffic.</param>
/// <param name="Name">Of the graph's node, or of the kernel.</param>
/// <param name="Times">Its times on all cores.</param>
/// <param name="AddedCycles">Core cycles by which it ended later than all that started before it or with it; the sum over all is the end of the last.</param>
/// <param name="Run">The run it belongs to.</param>
internal sealed record LayerRow(KernelRow Kernel, string Name, LayerTimes Times, long AddedCycles, RunReport Run)
{
    // From these shares of the peak on, a unit or the memory is what the layer waits for, whatever else its cores waited for meanwhile.
    private const double Saturated = 0.6;

    // Who waits for a memory that moves less than this share of its peak waits for its own next transfer, not for bandwidth.
    private const double Unloaded = 0.3;

    public long SpanCycles => Times.End - Times.Start;

    public long Bytes => Run.Bytes(Kernel.Totals.Traffic.ReadRequests + Kernel.Totals.Traffic.WriteRequests);

    /// <summary>Share of the span in which the machine's arrays were held, 0 to 1.</summary>
    public double ArrayUtilisation => Share(Times.ArrayBusy, Run.Spec.Cores * Run.Spec.Core.Arrays);

    public double VectorUtilisation => Share(Times.VectorBusy, Run.Spec.Cores);

    private double CrossLaneUtilisation => Share(Times.CrossLaneBusy, Run.Spec.Cores);

    /// <summary>Utilisation of the kind of unit that it uses most, 0 to 1.</summary>
    public double Attained => Math.Max(ArrayUtilisation, Math.Max(VectorUtilisation, CrossLaneUtilisation));

    /// <summary>Share of the memory's peak that its bytes take of its span.</summary>
    public double BandwidthShare => SpanCycles == 0 ? 0 : Bytes / (SpanCycles * Run.PeakBytesPerCycle());

    /// <summary>Cycles that the kind of unit it uses most is held, per byte moved; null if no byte is moved.</summary>
    public double? Intensity => Bytes == 0 ? null : Attained * SpanCycles / Bytes;

    /// <summary>Utilisation that the memory's peak allows at this intensity.</summary>
    public double Roof => Intensity is { } intensity ? Math.Min(1, intensity * Run.PeakBytesPerCycle()) : 1;

    /// <summary>Operations that the arrays and vector units it held could do meanwhile.</summary>
    public double Operations => (Times.ArrayBusy * Run.Operations.ArrayPerCycle) + (Times.VectorBusy * Run.Operations.VectorPerCycle);

    /// <summary>Null if no byte is moved.</summary>
    public double? OperationsPerByte => Bytes == 0 ? null : Operations / Bytes;

    /// <summary>In its span.</summary>
    public double OperationsPerSecond => SpanCycles == 0 ? 0 : Operations / SpanCycles * Run.Spec.CoreHz;

    /// <summary>compute, dram, latency, spad or dependency.</summary>
    public string BoundBy
    {
        get
        {
            if (Math.Max(Attained, BandwidthShare) >= Saturated) return Attained >= BandwidthShare ? "compute" : "dram";
            (string Name, long Cycles)[] waits =
            [
                ("compute", Times.Stall(StallCause.Compute) + Times.Stall(StallCause.WeightSlot)), (BandwidthShare < Unloaded ? "latency" : "dram", Times.Stall(StallCause.Memory)),
                ("spad", Times.Stall(StallCause.Scratchpad)), ("dependency", Times.Stall(StallCause.Idle)),
            ];
            return waits.MaxBy(w => w.Cycles).Name;
        }
    }

    private double Share(long busy, int units) => SpanCycles == 0 ? 0 : (double)busy / units / SpanCycles;

    /// <summary>All layers of which work-items were handed out, by their start.</summary>
    public static List<LayerRow> Of(RunReport run)
    {
        if (run.Recorder is null) return [];
        var totals = run.Recorder.Totals();
        var kernels = run.Source.Kernels.Zip(KernelRow.Of(run))
            .Select(k => (k.First.Program, k.Second, Times: totals.GetValueOrDefault((k.First.Program.Index, k.Second.Id))))
            .Where(k => k.Times is { End: > 0 }).OrderBy(k => k.Times!.Start).ThenBy(k => k.Program.Index).ThenBy(k => k.Second.Id);
        var rows = new List<LayerRow>();
        long end = 0;
        foreach (var (program, kernel, times) in kernels)
        {
            rows.Add(new LayerRow(kernel, run.LayerName(program.Index, kernel), times!, Math.Max(0, times!.End - end), run));
            end = Math.Max(end, times.End);
        }

        return rows;
    }
}
