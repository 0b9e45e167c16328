using ActorSim.Frontend.Compiler.Cost.Operations;

namespace ActorSim.Frontend.Compiler.Cost;

/// <summary>
/// Shape and dataflow to cycles, as closed formulas; a simulation cell by cell gives the same numbers (tests, Laws). Assumptions: operands
/// enter skewed by one cycle per row and column; every cell takes one cycle; results pass through registers that undo the skew, so a
/// result row leaves per cycle; the stationary operand is shifted in one row per cycle; partial sums of several folds are added
/// outside at the rate they arrive; edge folds are padded with zeros to the whole array; operands are always there in time.
/// </summary>
public static class SystolicTiming
{
    /// <summary>One pass of <paramref name="streamed"/> vectors (1 or more) through the array.</summary>
    /// <exception cref="ArgumentException">A bad spec or size.</exception>
    /// <exception cref="OverflowException">More than 2^63 cycles.</exception>
    public static FoldTiming Fold(SystolicSpec spec, long streamed)
    {
        CostCheck.Require(spec.Problems(), "systolic array");
        ArgumentOutOfRangeException.ThrowIfLessThan(streamed, 1);
        bool outputs = spec.Dataflow == Dataflow.OutputStationary;
        long preload = outputs ? 0 : spec.Rows;
        long drain = outputs ? spec.Rows : 0;
        // The cell at (r, c) works on vector t in cycle t + r + c.
        long stream = checked(streamed + spec.Rows + spec.Columns - 2);
        long first = outputs ? stream + 1 : preload + spec.Rows + spec.Columns - 1;
        long occupancy = spec.DoubleBuffered ? Math.Max(streamed, spec.Rows) : checked(preload + stream + drain);
        return new FoldTiming(preload, stream, drain, first, occupancy);
    }

    /// <summary>A whole product, fold after fold on one array.</summary>
    /// <exception cref="ArgumentException">A bad spec or size.</exception>
    /// <exception cref="OverflowException">More than 2^63 cycles.</exception>
    public static GemmTiming Gemm(SystolicSpec spec, GemmShape shape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.M, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.N, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.K, 1);
        (long rows, long columns, long streamed) = spec.Dataflow switch
        {
            Dataflow.OutputStationary => (shape.M, shape.N, shape.K),
            Dataflow.InputStationary => (shape.K, shape.M, shape.N),
            _ => (shape.K, shape.N, shape.M),
        };
        FoldTiming fold = Fold(spec, streamed);
        long rowFolds = Folds(rows, spec.Rows);
        long columnFolds = Folds(columns, spec.Columns);
        long folds = checked(rowFolds * columnFolds);
        // SCALE-Sim: (2 SR + SC + T - 2) x folds.
        long serial = checked(fold.Cycles * folds);
        long cycles = checked(fold.Cycles + (folds - 1) * fold.OccupancyCycles);
        double work = (double)shape.M * shape.N * shape.K;
        return new GemmTiming(fold, rowFolds, columnFolds, cycles, serial, work / ((double)spec.Rows * spec.Columns * cycles));
    }

    /// <summary>
    /// The matmul operation of a trace: <paramref name="streamed"/> vectors pass once (output-stationary: the results
    /// leave as well). The next
    /// one may follow when the last vector has entered: overlap = max(cycles - streamed, 0).
    /// </summary>
    /// <exception cref="ArgumentException">A bad spec or size.</exception>
    public static OperationCost Matmul(SystolicSpec spec, long streamed)
    {
        FoldTiming fold = Fold(spec, streamed);
        long cycles = fold.StreamCycles + fold.DrainCycles;
        if (!spec.DoubleBuffered)
            return new OperationCost(cycles, 0);
        // A fold of results cannot follow before the one before it was shifted out.
        long held = spec.Dataflow == Dataflow.OutputStationary ? fold.OccupancyCycles : streamed;
        return new OperationCost(cycles, Math.Max(cycles - held, 0));
    }

    /// <summary>
    /// The preload operation of a trace. <paramref name="streamedPerPreload"/> is what the weights before it are used for, in vectors; it
    /// matters only to <see cref="PreloadCharge.Exposed"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A bad spec or size.</exception>
    public static OperationCost Preload(SystolicSpec spec, long streamedPerPreload)
    {
        FoldTiming fold = Fold(spec, streamedPerPreload);
        long cycles = fold.PreloadCycles;
        if (!spec.DoubleBuffered)
            return new OperationCost(cycles, 0);
        return spec.PreloadCharge switch
        {
            PreloadCharge.Hidden => new OperationCost(cycles, cycles),
            PreloadCharge.Exposed => new OperationCost(cycles, Math.Min(cycles, streamedPerPreload)),
            _ => new OperationCost(cycles, 0),
        };
    }

    private static long Folds(long size, int array) => (size - 1) / array + 1;
}

/// <summary>Sizes of C[M,N] = A[M,K] B[K,N] in elements, each 1 or more.</summary>
public readonly record struct GemmShape(long M, long N, long K);

/// <summary>Cycles of one pass through the array (a fold). All of the array takes part, also where the fold does not fill it.</summary>
/// <param name="PreloadCycles">Before the first streamed vector may enter: filling the stationary operand row by row.</param>
/// <param name="StreamCycles">From the first streamed vector entering to the last multiplication.</param>
/// <param name="DrainCycles">After the last multiplication: shifting results out (output-stationary only).</param>
/// <param name="FirstResultCycles">From the start of the preload to the first complete result row.</param>
/// <param name="OccupancyCycles">Least distance between the starts of two folds.</param>
public readonly record struct FoldTiming(
    long PreloadCycles, long StreamCycles, long DrainCycles, long FirstResultCycles, long OccupancyCycles)
{
    /// <summary>Latency: from the start of the preload to the last result.</summary>
    public long Cycles => PreloadCycles + StreamCycles + DrainCycles;
}

/// <summary>Cycles of a whole matrix product on one array.</summary>
/// <param name="Fold">Every fold costs the same.</param>
/// <param name="RowFolds">Passes along the size that the array's rows stand for.</param>
/// <param name="ColumnFolds">Passes along the size that its columns stand for.</param>
/// <param name="Cycles">First preload to last result, with the spec's buffering.</param>
/// <param name="SerialCycles">The same if no two folds overlapped; SCALE-Sim's figure.</param>
/// <param name="Utilization">Multiplications done / (cells x <paramref name="Cycles"/>), 0..1.</param>
public readonly record struct GemmTiming(
    FoldTiming Fold, long RowFolds, long ColumnFolds, long Cycles, long SerialCycles, double Utilization)
{
    public long Folds => RowFolds * ColumnFolds;
}
