using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>Reductions over any axes. 16-bit floats are summed in f32, integers of less than 32 bits in i32.</summary>
public static class ReduceKernels
{
    /// <summary>output = op over <paramref name="axes"/> (none: all); the output's shape has the axes dropped or 1.</summary>
    public static void Reduce(
        ModuleBuilder module, CompileContext context, ReduceOp op, TensorView output, TensorView input, IReadOnlyList<int> axes)
    {
        if (axes.Count == 0 && PartialLength(op, input, module.Machine) is { } lanes)
        {
            var partial = module.Tensor("partial", PartialType(op, input.Type), [lanes], TensorRole.Intermediate);
            Reduce(module, context, op, partial, input.Reshape([IndexExpr.FloorDiv(TensorView.Product(input.Shape), lanes), lanes]), [0]);
            Reduce(module, context, op is ReduceOp.L1 or ReduceOp.SumSquare ? ReduceOp.Sum : op, output.Reshape([]), partial, [0]);
            return;
        }

        var rows = new RowKernel(module, context, "reduce-" + op.ToString().ToLowerInvariant(), input, axes);
        var result = op switch
        {
            ReduceOp.Variance => rows.Variance(rows.Mean(0)).Scaled,
            ReduceOp.LogSumExp => LogSumExp(rows),
            _ => Finished(op, rows, rows.Reduce(Kind(op), x => Term(op, x))),
        };
        rows.StoreRow(output, result);
        rows.Emit();
    }

    /// <summary>
    /// Index (i32 or i64) of the largest or smallest element along one axis; of equal ones the first, or the last.
    /// </summary>
    public static void ArgReduce(
        ModuleBuilder module, CompileContext context, bool largest, bool last, TensorView output, TensorView input, int axis)
    {
        var rows = new RowKernel(module, context, largest ? "argmax" : "argmin", input, [axis]);
        var extreme = rows.Reduce(largest ? ReduceKind.Max : ReduceKind.Min, x => WithoutNan(x, largest));
        var position = rows.Reduce(last ? ReduceKind.Max : ReduceKind.Min, x =>
        {
            var stage = x.Stage;
            var index = stage.Index(rows.RowIndex, output.Type);
            var other = stage.Constant(output.Type, last ? -1 : double.PositiveInfinity);
            var isIt = x.Binary(BinaryKind.Equal, stage.Value(extreme));
            // A search that starts with the first element never leaves one that compares with nothing.
            if (x.Type.IsFloat() && !last) isIt = isIt.Binary(BinaryKind.Or, x.Unary(UnaryKind.IsNan).Binary(BinaryKind.And, index.Binary(BinaryKind.Equal, 0)));
            return stage.Select(isIt, index, other);
        });
        rows.StoreRow(output, position);
        rows.Emit();
    }

    internal static ElementType Accumulator(ElementType type) => type switch
    {
        ElementType.F16 or ElementType.BF16 => ElementType.F32,
        ElementType.I8 or ElementType.I16 or ElementType.Bool => ElementType.I32,
        ElementType.U8 or ElementType.U16 => ElementType.U32,
        _ => type,
    };

    // A long vector reduces to one value in two kernels: the first keeps all lanes busy and leaves a partial result for each place in them.
    private static long? PartialLength(ReduceOp op, TensorView input, MachineFacts machine)
    {
        if (op is not (ReduceOp.Sum or ReduceOp.Max or ReduceOp.Min or ReduceOp.Prod or ReduceOp.L1 or ReduceOp.SumSquare)) return null;
        var lanes = (long)machine.Lanes * VectorTiles.LaneStride;
        var large = TensorView.Product(input.Shape).TryConstant(out var count) && count >= 4 * lanes && count % lanes == 0;
        return large ? lanes : null;
    }

    private static ElementType PartialType(ReduceOp op, ElementType type) =>
        op is ReduceOp.Max or ReduceOp.Min ? type : Accumulator(type);

    private static ReduceKind Kind(ReduceOp op) => op switch
    {
        ReduceOp.Prod => ReduceKind.Prod,
        ReduceOp.Max => ReduceKind.Max,
        ReduceOp.Min => ReduceKind.Min,
        ReduceOp.Any => ReduceKind.Any,
        ReduceOp.All => ReduceKind.All,
        _ => ReduceKind.Sum,
    };

    private static LoopValue Term(ReduceOp op, LoopValue x) => op switch
    {
        ReduceOp.Max or ReduceOp.Min => x,
        ReduceOp.Any or ReduceOp.All => x.Cast(ElementType.Bool),
        ReduceOp.L1 => Wide(x).Unary(UnaryKind.Abs),
        ReduceOp.L2 or ReduceOp.SumSquare => Wide(x) * Wide(x),
        _ => Wide(x),
    };

    private static LoopValue Wide(LoopValue x) => x.Cast(Accumulator(x.Type));

    private static LoopValue Finished(ReduceOp op, RowKernel rows, LoopValue sum) => op switch
    {
        ReduceOp.Mean => rows.PerRow([sum], x => rows.DividedByCount(x[0], 0)),
        ReduceOp.L2 => rows.PerRow([sum], x => Real(x[0]).Unary(UnaryKind.Sqrt)),
        ReduceOp.LogSum => rows.PerRow([sum], x => Real(x[0]).Unary(UnaryKind.Log)),
        _ => sum,
    };

    private static LoopValue Real(LoopValue x) => x.Type.IsFloat() ? x : x.Cast(ElementType.F32);

    private static LoopValue WithoutNan(LoopValue x, bool largest) => !x.Type.IsFloat() ? x
        : x.Stage.Select(x.Unary(UnaryKind.IsNan), x.Stage.Constant(x.Type, largest ? double.NegativeInfinity : double.PositiveInfinity), x);

    // Nothing is taken off where the greatest is infinite: infinity less infinity is no number.
    private static LoopValue LogSumExp(RowKernel rows)
    {
        var greatest = rows.Reduce(ReduceKind.Max, x => Real(Wide(x)));
        var max = rows.PerRow([greatest], x =>
        {
            var isInfinite = x[0].Unary(UnaryKind.IsPositiveInfinity).Binary(BinaryKind.Or, x[0].Unary(UnaryKind.IsNegativeInfinity));
            return x[0].Stage.Select(isInfinite, x[0].Stage.Constant(x[0].Type, 0), x[0]);
        });
        var sum = rows.Reduce(ReduceKind.Sum, x => (Real(Wide(x)) - x.Stage.Value(max)).Unary(UnaryKind.Exp));
        return rows.PerRow([max, sum], x => x[0] + x[1].Unary(UnaryKind.Log));
    }
}
