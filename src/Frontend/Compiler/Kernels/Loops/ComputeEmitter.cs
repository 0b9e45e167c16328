using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>Writes the body of one computation over the box of the given (wide) axes.</summary>
internal sealed class ComputeEmitter(StageCodegen stage, TilePlan plan, ImmutableArray<IndexVar> box)
{
    private readonly List<VectorOp> _body = [];
    private readonly Dictionary<int, int> _done = [];
    private int _stores;

    /// <summary>Positions of the stage's body that were computed.</summary>
    public IEnumerable<int> Used => _done.Keys;

    /// <summary>The computation; null if it would do nothing.</summary>
    public Compute? Build(string name)
    {
        if (_stores == 0) return null;
        ImmutableArray<long> extents = box.IsEmpty ? [1] : [.. box.Select(a => plan[a].Tile)];
        var lane = plan.Lane is null ? -1 : box.IndexOf(plan.Lane);
        return new Compute(-1, name, ComputeUnit.Vector, extents, lane, lane < 0 ? 1 : plan.LaneStride, [.. _body]);
    }

    public void Store(TileBuffer buffer, int position) => Add(new VectorStore(buffer.Buffer.Type, buffer.MapTo(box), Value(position)));

    public void Initialise(TileBuffer buffer, VectorConstant value) =>
        Add(new VectorStore(value.Type, buffer.MapTo(box), Add(value)));

    /// <summary>Stores the sum of values times factors, converted to the buffer's type.</summary>
    public void StoreSum(TileBuffer buffer, IReadOnlyList<(int Position, IndexExpr Factor)> terms)
    {
        var type = buffer.Buffer.Type;
        var sum = -1;
        foreach (var (position, factor) in terms)
        {
            var value = Cast(type, Value(position), stage.Op(position).Type);
            if (!factor.Equals(IndexExpr.One))
                value = Add(new VectorBinary(type, BinaryKind.Mul, value, Add(new VectorIndex(type, factor, -1))));
            sum = sum < 0 ? value : Add(new VectorBinary(type, BinaryKind.Add, sum, value));
        }

        Add(new VectorStore(type, buffer.MapTo(box), sum));
    }

    /// <summary>Combines into the accumulator; points behind the end of an inner axis count as the identity.</summary>
    public void Reduce(LoopReduce reduce, TileBuffer accumulator, ImmutableArray<IndexVar> inner)
    {
        var value = Value(reduce.Value);
        if (Inside(inner) is { } inside)
            value = Add(new VectorSelect(reduce.Type, inside, value, Add(Constants.Identity(reduce.Kind, reduce.Type))));
        Add(new VectorReduce(reduce.Type, reduce.Kind, accumulator.MapTo(box), value));
    }

    private int Value(int position)
    {
        if (_done.TryGetValue(position, out var known)) return known;
        var op = stage.Op(position);
        var value = op switch
        {
            LoopLoad load => Add(new VectorLoad(load.Type, stage.Loaded(position, box).MapTo(box))),
            LoopStageValue kept => Add(new VectorLoad(kept.Type, stage.StageValue(kept).MapTo(box))),
            LoopIndex index => Index(index),
            VectorBinary binary when DividesIntegers(binary) => Divide(binary),
            _ => Add(LoopOps.Remap(op, Value)),
        };
        _done[position] = value;
        return value;
    }

    private int Index(LoopIndex index)
    {
        var form = AffineForm.Of(index.Value, plan.Has) ?? throw new InvalidOperationException($"index {index.Value} is not affine");
        var start = plan.AtStart(form);
        var moving = form.Terms.Where(t => box.Contains(t.Var)).ToList();
        if (moving.Count == 1 && moving[0].Coefficient.Equals(IndexExpr.One))
            return Add(new VectorIndex(index.Type, start, box.IndexOf(moving[0].Var)));
        var sum = Add(new VectorIndex(index.Type, start, -1));
        foreach (var (axis, coefficient) in moving)
        {
            var point = Add(new VectorIndex(index.Type, IndexExpr.Zero, box.IndexOf(axis)));
            var factor = Add(new VectorIndex(index.Type, coefficient, -1));
            sum = Add(new VectorBinary(index.Type, BinaryKind.Add, sum, Add(new VectorBinary(index.Type, BinaryKind.Mul, point, factor))));
        }

        return sum;
    }

    private static bool DividesIntegers(VectorBinary op) => !op.Type.IsFloat()
        && op.Kind is BinaryKind.Div or BinaryKind.FloorDiv or BinaryKind.Mod or BinaryKind.Remainder;

    // Behind the end of an axis there is no data: the divisor there is 1, as nothing may be divided by 0.
    private int Divide(VectorBinary op)
    {
        var (left, right) = (Value(op.Left), Value(op.Right));
        if (stage.Op(op.Right) is not (VectorConstant or LoopIndex { Value.IsConstant: true }) && Inside(box) is { } inside)
            right = Add(new VectorSelect(op.Type, inside, right, Add(Constants.Of(op.Type, 1))));
        return Add(op with { Left = left, Right = right });
    }

    private int? Inside(IEnumerable<IndexVar> axes)
    {
        int? inside = null;
        foreach (var axis in axes)
        {
            if (!box.Contains(axis) || plan[axis].Valid is not { } valid) continue;
            var point = Add(new VectorIndex(ElementType.I32, IndexExpr.Zero, box.IndexOf(axis)));
            var below = Add(new VectorBinary(ElementType.Bool, BinaryKind.Less, point, Add(new VectorIndex(ElementType.I32, valid, -1))));
            inside = inside is { } both ? Add(new VectorBinary(ElementType.Bool, BinaryKind.And, both, below)) : below;
        }

        return inside;
    }

    private int Cast(ElementType type, int value, ElementType from) => from == type ? value : Add(new VectorCast(type, value));

    private int Add(VectorOp op)
    {
        if (op is VectorStore or VectorReduce) _stores++;
        _body.Add(op);
        return _body.Count - 1;
    }
}
