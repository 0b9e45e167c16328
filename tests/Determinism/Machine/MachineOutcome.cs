using System.Globalization;
using ActorSim.Actors.Core;
using ActorSim.Actors.Machine;

namespace ActorSim.Tests.Determinism;

/// <summary>
/// What a run may not depend on its synchronizer, workers, partition or order of activations for: cycles, digest and every counter of
/// every unit. The kernel's own counts (events, messages) may differ: how work is batched into events is a matter of speed.
/// </summary>
public sealed record MachineOutcome(long Cycles, string Digest, string Counters)
{
    public static MachineOutcome Of(MachineUnits machine, SimulationResult result)
    {
        var counters = new List<string>();
        Add(counters, "scheduler", machine.Scheduler.Stats);
        foreach (var core in machine.Cores)
        {
            Add(counters, core.Core.Name, core.Core.Stats);
            counters.AddRange(Enum.GetValues<StallCause>().Select(c => Line(core.Core.Name, $"stall {c}", core.Core.Stats.StallCycles(c))));
            Add(counters, core.Dma.Name, core.Dma.Stats);
            foreach (var unit in core.Arrays.Append(core.VectorUnit).Append(core.CrossLaneUnit))
            {
                Add(counters, unit.Name, unit.Stats);
            }
        }

        foreach (var channel in machine.Channels)
        {
            Add(counters, channel.Name, channel.Stats);
        }

        foreach (var network in machine.Networks)
        {
            Add(counters, network.Name, network.Stats);
            counters.Add($"{network.Name} links {string.Join(' ', network.Stats.LinkFlits)}");
        }

        return new MachineOutcome(result.Cycles, result.Digest, string.Join('\n', counters));
    }

    /// <summary>Null when both agree; otherwise the first thing in which they differ.</summary>
    public string? DifferenceTo(MachineOutcome expected)
    {
        if ((Cycles, Digest) != (expected.Cycles, expected.Digest))
        {
            return $"{Cycles} cycles, digest {Digest} instead of {expected.Cycles} cycles, digest {expected.Digest}";
        }

        var pairs = Counters.Split('\n').Zip(expected.Counters.Split('\n'));
        return pairs.Where(p => p.First != p.Second).Select(p => $"{p.First} instead of {p.Second}").FirstOrDefault();
    }

    private static void Add(List<string> counters, string unit, object stats) =>
        counters.AddRange(stats.GetType().GetProperties().Where(p => p.PropertyType == typeof(long)).Select(p => Line(unit, p.Name, p.GetValue(stats)!)));

    private static string Line(string unit, string counter, object value) => string.Create(CultureInfo.InvariantCulture, $"{unit} {counter} {value}");
}
