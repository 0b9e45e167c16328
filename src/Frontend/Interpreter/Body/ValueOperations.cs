using System.Numerics;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Body;

/// <summary>Operands of the same class; the result is rounded to its type afterwards, where that is narrower than the class.</summary>
internal sealed class BinaryOperation<T, TOp>(T[] left, T[] right, T[] result, Action<T[]>? round) : RowOperation
    where T : unmanaged, INumber<T>
    where TOp : IBinary<T>
{
    public override void Run(WorkItemState item)
    {
        var a = left.AsSpan();
        var b = right.AsSpan(0, a.Length);
        var r = result.AsSpan(0, a.Length);
        for (var i = 0; i < a.Length; i++) r[i] = TOp.Apply(a[i], b[i]);
        round?.Invoke(result);
    }
}

internal sealed class VectorOperation<T, TOp>(T[] left, T[] right, T[] result, Action<T[]>? round) : RowOperation
    where T : unmanaged, INumber<T>
    where TOp : IVectorBinary<T>
{
    public override void Run(WorkItemState item)
    {
        VectorRows.Apply<T, TOp>(left, right, result);
        round?.Invoke(result);
    }
}

internal sealed class CompareOperation<T, TOp>(T[] left, T[] right, long[] result) : RowOperation
    where T : unmanaged, INumber<T>
    where TOp : ICompare<T>
{
    public override void Run(WorkItemState item)
    {
        var a = left.AsSpan();
        var b = right.AsSpan(0, a.Length);
        var r = result.AsSpan(0, a.Length);
        for (var i = 0; i < a.Length; i++) r[i] = TOp.Apply(a[i], b[i]) ? 1 : 0;
    }
}

internal sealed class SelectOperation<T>(long[] condition, T[] then, T[] otherwise, T[] result) : RowOperation
    where T : unmanaged
{
    public override void Run(WorkItemState item)
    {
        for (var i = 0; i < condition.Length; i++) result[i] = condition[i] != 0 ? then[i] : otherwise[i];
    }
}

/// <summary>Any operation of one operand, of any classes.</summary>
internal sealed class MapOperation<TFrom, TTo>(TFrom[] operand, TTo[] result, Func<TFrom, TTo> apply) : RowOperation
{
    public override void Run(WorkItemState item)
    {
        for (var i = 0; i < operand.Length; i++) result[i] = apply(operand[i]);
    }
}

/// <summary>Base + coordinate.</summary>
internal sealed class IndexOperation(IndexProgram start, int axis, RowCursor rows, long[] result, Action<long[]>? round) : RowOperation
{
    private readonly long[]? _inner = axis < rows.OuterRank
        ? null
        : [.. Enumerable.Range(0, rows.Points).Select(p => rows.InnerCoordinate(p, axis))];

    public override void Run(WorkItemState item)
    {
        var at = start.Evaluate(item.Values);
        if (_inner is null) Array.Fill(result, axis < 0 ? at : at + rows.Outer[axis]);
        else
            for (var i = 0; i < result.Length; i++) result[i] = at + _inner[i];
        round?.Invoke(result);
    }
}

/// <summary>Any function of two operands.</summary>
internal sealed class PairOperation<T>(T[] left, T[] right, T[] result, Func<T, T, T> apply) : RowOperation
{
    public override void Run(WorkItemState item)
    {
        for (var i = 0; i < left.Length; i++) result[i] = apply(left[i], right[i]);
    }
}
