using ActorSim.Frontend.Compiler.Cost.Vector;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>
/// The instructions that one lane executes for a computation: loops over its share of the points, an instruction for each operation
/// of the body, as many points at a time as fit an instruction. Where the innermost axis is reduced, partial results stay in a register
/// and are combined once for each result; other reductions update their elements in the scratchpad.
/// </summary>
internal sealed class VectorPrograms(VectorUnitSpec unit)
{
    public VectorProgram Of(Compute compute)
    {
        var extents = LocalExtents(compute);
        var points = extents.Aggregate(1L, (product, extent) => checked(product * extent));
        var run = Math.Min(points, Reduced(compute, extents));
        var width = (int)Math.Min(run, Width(compute));
        var folds = run < points || compute.Body.OfType<VectorReduce>().Any(r => Folds(r, compute, extents));
        var body = new List<VectorNode>();
        if (run / width > 0) body.Add(new VectorLoop { Trips = run / width, Body = [.. Instructions(compute, extents, width, false)] });
        if (run % width > 0) body.AddRange(Instructions(compute, extents, (int)(run % width), true));
        if (folds) body.AddRange(Combine(compute, extents));
        return new VectorProgram
        {
            Name = compute.Name,
            Body = points == run ? body : [new VectorLoop { Trips = points / run, Body = body }],
        };
    }

    private long[] LocalExtents(Compute compute)
    {
        var round = checked(unit.Lanes * compute.LaneStride);
        return [.. compute.Extents.Select((e, axis) => axis == compute.LaneAxis
            ? Math.Min(e, Math.Max((e + round - 1) / round, 1) * compute.LaneStride) : e)];
    }

    private long Width(Compute compute)
    {
        var bits = compute.Body.Select(o => o.Type.Bits()).DefaultIfEmpty(32).Max();
        return Math.Max(unit.VectorBits * unit.GroupRegisters / Math.Max(bits, unit.MinimumComputeBits), 1);
    }

    // Points of one result of the innermost reduction; all points if nothing folds.
    private static long Reduced(Compute compute, long[] extents)
    {
        var shortest = long.MaxValue;
        foreach (var reduce in compute.Body.OfType<VectorReduce>().Where(r => Folds(r, compute, extents)))
        {
            long run = 1;
            for (var k = extents.Length - 1; k >= 0 && (extents[k] == 1 || !reduce.Map.Axes.Contains(k)); k--) run *= extents[k];
            shortest = Math.Min(shortest, run);
        }

        return shortest;
    }

    private static bool Folds(VectorReduce reduce, Compute compute, long[] extents)
    {
        if (compute.Unit == ComputeUnit.CrossLane) return false;
        var innermost = Array.FindLastIndex(extents, e => e > 1);
        return innermost >= 0 && !reduce.Map.Axes.Contains(innermost);
    }

    private static IEnumerable<VectorNode> Instructions(Compute compute, long[] extents, int elements, bool masked)
    {
        var count = compute.Body.Length;
        if (masked) yield return Make("mask", VectorClass.Add, ElementType.I32, elements, count, []);
        for (var n = 0; n < count; n++)
        {
            var op = compute.Body[n];
            switch (op)
            {
                case VectorConstant:
                    break;
                case VectorReduce reduce when compute.Unit == ComputeUnit.CrossLane:
                    yield return Make("cross-lane reduce", VectorClass.CrossLane, op.Type, elements, n, [reduce.Value]);
                    yield return Make("store", VectorClass.Store, op.Type, elements, -1, [n]);
                    break;
                case VectorReduce reduce when Folds(reduce, compute, extents):
                    yield return Make(reduce.Kind.ToString(), Class(reduce.Kind), op.Type, elements, n, [n, reduce.Value]);
                    break;
                case VectorReduce reduce:
                    yield return Make("load", VectorClass.Load, op.Type, elements, count + 1 + n, []);
                    yield return Make(reduce.Kind.ToString(), Class(reduce.Kind), op.Type, elements, n, [count + 1 + n, reduce.Value]);
                    yield return Make("store", VectorClass.Store, op.Type, elements, -1, [n]);
                    break;
                case VectorStore store:
                    yield return Make("store", VectorClass.Store, op.Type, elements, -1, Sources(masked, count, store.Value, store.Predicate));
                    break;
                default:
                    yield return Plain(op, n, elements, compute.Unit);
                    break;
            }
        }
    }

    private static VectorInstruction Plain(Ir.Vector.VectorOp op, int value, int elements, ComputeUnit unit) => op switch
    {
        // On the cross-lane unit what is loaded goes to another lane.
        VectorLoad when unit == ComputeUnit.CrossLane => Make("cross-lane load", VectorClass.CrossLane, op.Type, elements, value, []),
        VectorLoad => Make("load", VectorClass.Load, op.Type, elements, value, []),
        VectorIndex => Make("index", VectorClass.Add, op.Type, elements, value, []),
        VectorUnary unary => Make(unary.Kind.ToString(), Class(unary.Kind), op.Type, elements, value, [unary.Operand]),
        VectorBinary binary => Make(binary.Kind.ToString(), Class(binary.Kind), op.Type, elements, value, [binary.Left, binary.Right]),
        VectorSelect s => Make("select", VectorClass.Add, op.Type, elements, value, [s.Condition, s.Then, s.Otherwise]),
        VectorCast cast => Make("cast", VectorClass.Convert, op.Type, elements, value, [cast.Operand]),
        _ => throw new ArgumentException($"{op.GetType().Name} has no instruction", nameof(op)),
    };

    private static IEnumerable<VectorNode> Combine(Compute compute, long[] extents)
    {
        var count = compute.Body.Length;
        for (var n = 0; n < count; n++)
        {
            if (compute.Body[n] is not VectorReduce reduce || !Folds(reduce, compute, extents)) continue;
            var (folded, before) = ((2 * count) + 2 + n, (3 * count) + 3 + n);
            yield return Make("reduce", VectorClass.Reduce, reduce.Type, 1, folded, [n]);
            yield return Make("load", VectorClass.Load, reduce.Type, 1, before, []);
            yield return Make(reduce.Kind.ToString(), Class(reduce.Kind), reduce.Type, 1, n, [folded, before]);
            yield return Make("store", VectorClass.Store, reduce.Type, 1, -1, [n]);
        }
    }

    private static int[] Sources(bool masked, int mask, int value, int predicate) =>
        [value, .. masked ? [mask] : Array.Empty<int>(), .. predicate >= 0 ? [predicate] : Array.Empty<int>()];

    private static VectorInstruction Make(
        string name, VectorClass kind, ElementType type, int elements, int destination, IReadOnlyList<int> sources) => new()
        {
            Name = name,
            Class = kind,
            Bits = type.Bits(),
            Elements = elements,
            Destination = destination,
            Sources = sources,
        };

    private static VectorClass Class(ReduceKind kind) => kind == ReduceKind.Prod ? VectorClass.Multiply : VectorClass.Add;

    private static VectorClass Class(BinaryKind kind) => kind switch
    {
        BinaryKind.Mul => VectorClass.Multiply,
        BinaryKind.Div or BinaryKind.FloorDiv or BinaryKind.Mod or BinaryKind.Remainder => VectorClass.Divide,
        BinaryKind.Pow or BinaryKind.Atan2 => VectorClass.Transcendental,
        _ => VectorClass.Add,
    };

    private static VectorClass Class(UnaryKind kind) => kind switch
    {
        UnaryKind.Neg or UnaryKind.Abs or UnaryKind.Sign or UnaryKind.Not or UnaryKind.BitNot or UnaryKind.IsNan
            or UnaryKind.IsPositiveInfinity or UnaryKind.IsNegativeInfinity => VectorClass.Add,
        UnaryKind.Floor or UnaryKind.Ceil or UnaryKind.Truncate or UnaryKind.Round => VectorClass.Convert,
        UnaryKind.Sqrt or UnaryKind.Rsqrt => VectorClass.SquareRoot,
        UnaryKind.Reciprocal => VectorClass.Divide,
        _ => VectorClass.Transcendental,
    };
}
