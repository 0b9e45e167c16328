using System.Numerics;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Body;

internal sealed class LoadOperation<T>(PointMap map, int buffer, T[] result) : RowOperation
    where T : unmanaged
{
    public override void Run(WorkItemState item)
    {
        var bank = (Bank<T>)item.Banks[buffer];
        map.CheckReady(item, bank);
        var row = map.Row;
        var (values, inner) = (bank.Values, map.Inner);
        if (map.Contiguous) values.AsSpan(row + inner[0], inner.Length).CopyTo(result);
        else if (map.Uniform) result.AsSpan(0, inner.Length).Fill(values[row + inner[0]]);
        else
            for (var i = 0; i < inner.Length; i++) result[i] = values[row + inner[i]];
    }
}

internal sealed class StoreOperation<T>(PointMap map, int buffer, T[] value, long[]? predicate) : RowOperation
    where T : unmanaged
{
    public override void Run(WorkItemState item)
    {
        var bank = (Bank<T>)item.Banks[buffer];
        var row = map.Row;
        var (values, inner) = (bank.Values, map.Inner);
        if (predicate is not null)
        {
            for (var i = 0; i < inner.Length; i++)
            {
                if (predicate[i] == 0) continue;
                map.CheckNotPending(item, bank, row + inner[i]);
                (values[row + inner[i]], bank.State[row + inner[i]]) = (value[i], Bank.Ready);
            }

            return;
        }

        map.MarkWritten(item, bank);
        if (map.Contiguous) value.AsSpan(0, inner.Length).CopyTo(values.AsSpan(row + inner[0]));
        else
            for (var i = 0; i < inner.Length; i++) values[row + inner[i]] = value[i];
    }
}

/// <summary>Combines values into elements one after the other, so that points may share an element.</summary>
internal class ReduceOperation<T, TOp>(PointMap map, int buffer, T[] value, Action<T[]>? round) : RowOperation
    where T : unmanaged, INumber<T>
    where TOp : IBinary<T>
{
    private readonly T[] _one = new T[1];

    public override void Run(WorkItemState item)
    {
        var bank = (Bank<T>)item.Banks[buffer];
        map.CheckReady(item, bank);
        var (values, inner, row) = (bank.Values, map.Inner, map.Row);
        if (round is not null)
        {
            for (var i = 0; i < inner.Length; i++)
            {
                _one[0] = TOp.Apply(values[row + inner[i]], value[i]);
                round(_one);
                values[row + inner[i]] = _one[0];
            }
        }
        else if (map.Uniform)
        {
            var sum = values[row + inner[0]];
            for (var i = 0; i < inner.Length; i++) sum = TOp.Apply(sum, value[i]);
            values[row + inner[0]] = sum;
        }
        else if (map.Contiguous) Combine(values.AsSpan(row + inner[0], inner.Length), value);
        else
            for (var i = 0; i < inner.Length; i++) values[row + inner[i]] = TOp.Apply(values[row + inner[i]], value[i]);
    }

    /// <summary>Each point into an element of its own.</summary>
    protected virtual void Combine(Span<T> elements, ReadOnlySpan<T> with)
    {
        for (var i = 0; i < elements.Length; i++) elements[i] = TOp.Apply(elements[i], with[i]);
    }
}

internal sealed class VectorReduceOperation<T, TOp>(PointMap map, int buffer, T[] value, Action<T[]>? round)
    : ReduceOperation<T, TOp>(map, buffer, value, round)
    where T : unmanaged, INumber<T>
    where TOp : IVectorBinary<T>
{
    protected override void Combine(Span<T> elements, ReadOnlySpan<T> with) => VectorRows.Apply<T, TOp>(elements, with, elements);
}
