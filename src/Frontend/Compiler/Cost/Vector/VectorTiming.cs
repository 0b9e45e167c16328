using ActorSim.Frontend.Compiler.Cost.Operations;

namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>
/// In-order issue of vector instructions. An instruction issues when its predecessors have, a slot of the cycle is free, its operands are
/// ready (chained: such that no element is read before it is there) and a copy of its unit is free. Registers never run out.
/// </summary>
public static class VectorTiming
{
    /// <summary>
    /// Cycles and their causes. With <paramref name="extrapolate"/> a loop is left as soon as its state repeats and the rest is added as
    /// whole periods, which gives the same numbers as all iterations.
    /// </summary>
    /// <exception cref="ArgumentException">A bad spec or program; the message lists all problems.</exception>
    /// <exception cref="OverflowException">More than 2^63 cycles.</exception>
    public static VectorCost Simulate(VectorUnitSpec spec, VectorProgram program, bool extrapolate = true)
    {
        CostCheck.Require(spec.Problems(), "vector unit");
        CostCheck.Require(program.Problems(), $"vector program '{program.Name}'");
        var code = new VectorCode(spec, program);
        var pipeline = new VectorPipeline(spec, code);
        var run = new VectorRun(code, pipeline, spec.LoopOverheadCycles, extrapolate);
        run.Execute();
        return VectorResult.Of(spec, code, pipeline);
    }
}
