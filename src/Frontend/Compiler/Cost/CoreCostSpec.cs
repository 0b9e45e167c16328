using ActorSim.Frontend.Compiler.Cost.Operations;
using ActorSim.Frontend.Compiler.Cost.Vector;

namespace ActorSim.Frontend.Compiler.Cost;

/// <summary>What the cost models need to know of a core.</summary>
public sealed record CoreCostSpec
{
    public required string Name { get; init; }

    /// <summary>Core clock in Hz, 1..10^12; only turns cycles into time.</summary>
    public required long ClockHz { get; init; }

    /// <summary>Systolic arrays, 1..64.</summary>
    public int Arrays { get; init; } = 1;

    public required SystolicSpec Array { get; init; }

    public required VectorUnitSpec Vector { get; init; }

    /// <summary>What is wrong, each with name, value and range.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        CostCheck.Range(problems, nameof(ClockHz), ClockHz, 1, 1_000_000_000_000);
        CostCheck.Range(problems, nameof(Arrays), Arrays, 1, 64);
        problems.AddRange(Array.Problems().Select(p => $"Array: {p}"));
        problems.AddRange(Vector.Problems().Select(p => $"Vector: {p}"));
        return problems;
    }
}
