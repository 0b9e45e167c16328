namespace ActorSim.Frontend.Compiler.Cost;

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
