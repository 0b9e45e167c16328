using System.CommandLine;
using ActorSim.Actors.Machine;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Output;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;

namespace ActorSim.Cli.Commands.Trace;

/// <summary><c>actorsim trace info</c>: what is in a trace, and its roofline on a system.</summary>
internal static class TraceInfoCommand
{
    public static Command Create()
    {
        var input = TraceCommand.Input();
        var system = new SystemOptions();
        var command = new Command("info", "Summarise a trace: counts, bytes per tensor, arithmetic, ideal cycles on a system.") { input };
        system.AddTo(command);
        command.SetAction(parse =>
        {
            var machine = system.Load(parse).Machine;
            using var reader = TraceReader.Open(parse.GetValue(input)!);
            var info = TraceInfo.Of(reader, machine.Dma.RequestBytes);
            TableRenderer.Write(
                [Summary(reader.Name, info), Roofline(info, machine), Tensors(info), Units(info)], parse.InvocationConfiguration.Output);
            return ExitCode.Success;
        });
        return command;
    }

    private static ReportTable Summary(string file, TraceInfo info) => new("Trace", ["", ""],
    [
        ["file", file],
        ["name", info.Header.Name],
        ["producer", info.Header.Producer],
        ["kernels", Text.Count(info.Counts.Kernels)],
        ["work-items", Text.Count(info.Counts.WorkItems)],
        ["records", Text.Count(info.Counts.Records)],
        ["requests", $"{Text.Count(info.Requests)} of {info.RequestBytes} bytes"],
        ["largest work-item", Text.Bytes(info.SpadHighWaterBytes) + " of scratchpad"],
    ]);

    // Lower bounds: every unit and every channel busy all the time, nothing waiting for anything.
    private static ReportTable Roofline(TraceInfo info, MachineSpec machine)
    {
        var arrays = (double)machine.Cores * machine.Core.Arrays;
        var matmul = info.Work.Where(w => ComputeUnits.PlaceOf(w.Unit) == UnitPlace.Array).Sum(w => w.OccupancyCycles) / arrays;
        var vector = info.Work.Where(w => ComputeUnits.PlaceOf(w.Unit) == UnitPlace.Vector).Sum(w => w.OccupancyCycles) / (double)machine.Cores;
        var memory = (double)info.Requests / machine.Dram.Channels * machine.CoreHz / machine.DramHz;
        var injection = (double)info.Requests / ((double)machine.Cores * machine.Dma.InjectionPorts);
        (string Name, double Cycles)[] bounds =
            [("arrays", matmul), ("vector units", vector), ("memory", memory), ("DMA injection", injection)];
        var bound = bounds.MaxBy(b => b.Cycles);
        return new ReportTable($"Ideal core cycles on {machine.Name}", ["", ""],
        [
            ["arrays busy", Cycles(matmul)],
            ["vector units busy", Cycles(vector)],
            ["memory: one request per channel and cycle", Cycles(memory)],
            ["DMA injection", Cycles(injection)],
            ["bound", $"{Cycles(bound.Cycles)} ({bound.Name})"],
        ]);
    }

    private static string Cycles(double cycles) => Text.Count((long)Math.Ceiling(cycles));

    private static ReportTable Tensors(TraceInfo info) => new("Tensors", ["tensor", "loaded", "stored", "requests"],
        info.Traffic.Select(t => new[]
        {
            t.Tensor.Name, Text.Bytes(t.LoadedBytes), Text.Bytes(t.StoredBytes), Text.Count(t.Requests),
        }).ToList());

    private static ReportTable Units(TraceInfo info) => new("Arithmetic", ["unit", "operations", "cycles", "occupancy cycles"],
        info.Work.Select(w => new[]
        {
            w.Unit.ToString(), Text.Count(w.Operations), Text.Count(w.Cycles), Text.Count(w.OccupancyCycles),
        }).ToList());
}
