using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Body;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Steps;

/// <summary>
/// A computation on a box, row by row where that cannot be told from operation by operation on the whole box.
/// </summary>
internal sealed class ComputeStep : Step
{
    private readonly Compute _compute;
    private readonly RowCursor _rows;
    private readonly PointMap[] _maps;
    private readonly RowOperation[] _operations;

    public ComputeStep(Compute compute, Kernel kernel, IndexSlots slots)
    {
        _compute = compute;
        _rows = new RowCursor(compute.Extents, whole: !RowsAreIndependent(compute));
        var compiler = new BodyCompiler(compute, kernel, _rows, slots);
        compiler.Compile();
        (_maps, _operations) = ([.. compiler.Maps], [.. compiler.Operations]);
    }

    public override void Run(WorkItemState item)
    {
        foreach (var map in _maps) map.Prepare(item);
        _rows.Start();
        try
        {
            do
            {
                foreach (var operation in _operations) operation.Run(item);
            }
            while (_rows.Next());
        }
        catch (CompileException division) when (division.Diagnostics[0].Code == FunctionalCodes.DivideByZero)
        {
            throw item.Fail(FunctionalCodes.DivideByZero, $"compute '{_compute.Name}'", division.Diagnostics[0].Message);
        }
    }

    // Rows may follow each other through the whole body if what is written is read by the body only before, at the very same point.
    private static bool RowsAreIndependent(Compute compute)
    {
        for (var p = 0; p < compute.Body.Length; p++)
        {
            if (WriteOf(compute.Body[p]) is not { } write) continue;
            for (var q = 0; q < compute.Body.Length; q++)
            {
                var other = compute.Body[q] is VectorLoad load ? load.Map : q == p ? null : WriteOf(compute.Body[q]);
                if (other is null || other.Buffer != write.Buffer) continue;
                var before = compute.Body[q] is VectorLoad && q < p && other.Axes.SequenceEqual(write.Axes) && other.Origin.SequenceEqual(write.Origin);
                if (!before || compute.Body[p] is VectorReduce) return false;
            }
        }

        return true;
    }

    private static BufferMap? WriteOf(VectorOp op) => op switch
    {
        VectorStore store => store.Map,
        VectorReduce reduce => reduce.Map,
        _ => null,
    };
}
