using System.Text.Json;
using ActorSim.Actors.Core;
using ActorSim.Actors.Dma;

namespace ActorSim.Cli.Reports;

/// <summary>A counter in the report: its name and value, and what it counts. One row is all that a counter needs here.</summary>
/// <param name="Name">Member of the JSON object.</param>
/// <param name="Unit">Unit of the value.</param>
/// <param name="Definition">What it counts; {0} stands for the unit's name.</param>
/// <param name="Value">Where the value comes from.</param>
internal sealed record StatField<T>(string Name, string Unit, string Definition, Func<T, RunReport, long> Value);

/// <summary>The counters of a core and its units, in the report's order.</summary>
internal static class UnitFields
{
    private const string CoreCycles = "core cycles";

    public static IReadOnlyList<StatField<CoreStats>> Core { get; } =
    [
        new("workItems", "work-items", "Retired by the core", static (s, _) => s.WorkItems),
        new("instructions", "instructions", "Executed by the core, those that take no issue cycle included", static (s, _) => s.Instructions),
        new("issueCycles", CoreCycles, "Cycles in which the core issued an instruction; issueCycles + all stallCycles = cycles", static (s, _) => s.IssueCycles),
    ];

    /// <summary>After the stall cycles.</summary>
    public static IReadOnlyList<StatField<CoreStats>> Scratchpad { get; } =
        [new("spadHighWaterBytes", "bytes", "Most scratchpad in use at once", static (s, _) => s.SpadHighWaterBytes)];

    public static IReadOnlyList<StatField<ComputeUnitStats>> ComputeUnit { get; } =
    [
        new("operations", "operations", "Operations of the {0}", static (s, _) => s.Operations),
        new("busyCycles", CoreCycles, "Sum of cost - overlap: the unit accepts nothing else; busy + bubble + idle = cycles", static (s, _) => s.BusyCycles),
        new("bubbleCycles", CoreCycles, "Overlap that nothing overlapped: pipeline fill and drain", static (s, _) => s.BubbleCycles),
        new("idleCycles", CoreCycles, "The rest of cycles", static (s, run) => run.Cycles - s.BusyCycles - s.BubbleCycles),
    ];

    public static IReadOnlyList<StatField<DmaStats>> Dma { get; } =
    [
        new("loads", "descriptors", "Loads started", static (s, _) => s.Loads),
        new("stores", "descriptors", "Stores started", static (s, _) => s.Stores),
        new("injectionCycles", CoreCycles, "Cycles in which a descriptor was being injected", static (s, _) => s.InjectionCycles),
    ];

    public static void Write<T>(Utf8JsonWriter json, IReadOnlyList<StatField<T>> fields, T stats, RunReport run)
    {
        foreach (var field in fields)
        {
            json.WriteNumber(field.Name, field.Value(stats, run));
        }
    }

    /// <param name="fields">The counters.</param>
    /// <param name="path">Of the object that they are members of.</param>
    /// <param name="name">The unit, where definitions name it.</param>
    public static IEnumerable<(string Path, string Unit, string Definition)> Definitions<T>(
        IReadOnlyList<StatField<T>> fields, string path, string name = "") =>
        fields.Select(f => ($"{path}.{f.Name}", f.Unit, f.Definition.Replace("{0}", name, StringComparison.Ordinal)));
}
