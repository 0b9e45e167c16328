namespace ActorSim.Frontend.Generators;

/// <summary>
/// Costs of systolic-array operations from their shape, in core cycles, for a weight-stationary array. The defaults give the reference's
/// figures (preload 128/128, matmul 384/256 for 128x128x128, reference/togsim).
/// </summary>
public sealed record SystolicCost
{
    /// <summary>Rows of the array: the reduction length it holds; 1 or more.</summary>
    public int Rows { get; init; } = 128;

    /// <summary>Columns of the array; 1 or more.</summary>
    public int Columns { get; init; } = 128;

    /// <summary>Weights enter one row per cycle, all of it hidden behind a running matmul.</summary>
    public (long Cycles, long Overlap) Preload(long reduction) => (reduction, reduction);

    /// <summary>One input row per cycle, then the last one has to cross rows and columns; the crossing overlaps with the next.</summary>
    public (long Cycles, long Overlap) Matmul(long inputRows) => (inputRows + Rows + Columns, Rows + Columns);

    internal void Check(List<string> problems)
    {
        OptionCheck.AtLeast(problems, nameof(Rows), Rows, 1);
        OptionCheck.AtLeast(problems, nameof(Columns), Columns, 1);
    }
}
