using ActorSim.Frontend.Compiler.Cost.Operations;

namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>What a vector program costs and why.</summary>
public sealed record VectorCost
{
    /// <summary>Core cycles from the first issue to the last result.</summary>
    public required long Cycles { get; init; }

    /// <summary>Classes that occur, in the order of the enumeration.</summary>
    public required IReadOnlyList<InstructionCount> Instructions { get; init; }

    /// <summary>All units of the spec, in its order.</summary>
    public required IReadOnlyList<UnitUse> Units { get; init; }

    /// <summary>Every cycle has one cause: what kept the next instruction from being issued. They sum to <see cref="Cycles"/>.</summary>
    public required IReadOnlyList<CycleShare> Waits { get; init; }

    /// <summary>The cause with most cycles; "nothing" for an empty program.</summary>
    public required string BoundBy { get; init; }

    /// <summary>The last steps of the chain that ends with the last result, in time order.</summary>
    public required IReadOnlyList<VectorStep> CriticalPath { get; init; }

    /// <summary>The path goes back further than shown (a loop in steady state repeats it).</summary>
    public required bool PathIsTruncated { get; init; }

    /// <summary>As an operation of a trace: nothing overlaps.</summary>
    public OperationCost Operation => new(Cycles, 0);
}
