namespace ActorSim.Frontend.Compiler.Cost;

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
