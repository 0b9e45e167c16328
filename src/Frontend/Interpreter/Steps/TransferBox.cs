using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Steps;

/// <summary>
/// The box of one execution of a transfer: evaluated origins, strides and bounds, walked row by row. Axes are walked in their order, but
/// where order cannot be seen the longest axis is made the row.
/// </summary>
internal sealed class TransferBox
{
    private readonly Transfer _transfer;
    private readonly IndexProgram _base;
    private readonly IndexProgram[] _origin;
    private readonly IndexProgram[] _strideOf;
    private readonly IndexProgram?[] _lowOf;
    private readonly IndexProgram?[] _highOf;
    private readonly long[] _index;
    private readonly long[] _coordinate;
    private readonly long[] _strides;
    private readonly long[] _low;
    private readonly long[] _high;
    private readonly int[] _rel;
    private readonly int _row;
    private int _invalid;
    private long _rowStart = -1;

    public TransferBox(Transfer transfer, SpadBuffer buffer, IndexSlots slots)
    {
        _transfer = transfer;
        Axes = Order(transfer);
        Buffer = buffer;
        _base = IndexProgram.Of(transfer.Base, slots);
        _origin = transfer.Origin.IsDefaultOrEmpty ? [] : IndexProgram.OfAll(transfer.Origin, slots);
        _strideOf = IndexProgram.OfAll(Axes.Select(a => a.DramStride), slots);
        _lowOf = [.. Axes.Select(a => a.Low is null ? null : IndexProgram.Of(a.Low, slots))];
        _highOf = [.. Axes.Select(a => a.High is null ? null : IndexProgram.Of(a.High, slots))];
        _index = new long[Axes.Length];
        _strides = new long[Axes.Length];
        _low = new long[Axes.Length];
        _high = new long[Axes.Length];
        _coordinate = new long[buffer.Shape.Length];
        _row = Axes.Length - 1;
        _rel = new int[checked((int)Axes[_row].Extent)];
    }

    public TransferAxis[] Axes { get; }

    public SpadBuffer Buffer { get; }

    /// <summary>Elements of a row.</summary>
    public int RowLength => _rel.Length;

    /// <summary>DRAM element at the start of the row, and from one element of the row to the next.</summary>
    public long Dram { get; private set; }

    public long DramStep => _strides[_row];

    /// <summary>Place in the bank of the row's element i: Places[i] + Place.</summary>
    public int[] Places => _rel;

    public int Place { get; private set; }

    /// <summary>Whether the places of a row follow each other.</summary>
    public bool Contiguous { get; private set; }

    /// <summary>The valid indices of the row: [First, End); empty where an outer index is outside its bounds.</summary>
    public int First => _invalid > 0 ? 0 : (int)_low[_row];

    public int End => _invalid > 0 ? 0 : (int)_high[_row];

    /// <summary>Place of the whole box in the bank: least and greatest.</summary>
    public (int First, int Last) Extent(Bank bank)
    {
        int first = 0, last = 0;
        for (var b = 0; b < _coordinate.Length; b++)
        {
            var (low, high) = (_coordinate[b], _coordinate[b] + Span(b));
            var offsets = bank.Offsets[b].AsSpan((int)low, (int)(high - low + 1));
            var (least, most) = (int.MaxValue, int.MinValue);
            foreach (var offset in offsets) (least, most) = (Math.Min(least, offset), Math.Max(most, offset));
            (first, last) = (first + least, last + most);
        }

        return (first, last);
    }

    /// <summary>Buffer coordinate of the row's first element along axis b.</summary>
    public long CoordinateOf(int b) => _coordinate[b];

    /// <summary>Which axis of the buffer the row runs along (-1: none), and by how much an element.</summary>
    public (int Axis, long Step) RowAxis => (Axes[_row].BufferAxis, Axes[_row].BufferStep);

    /// <summary>Evaluates everything and stands on the first row.</summary>
    public void Start(WorkItemState item, Bank bank, DramTensor tensor, string where)
    {
        Array.Clear(_index);
        _invalid = 0;
        Dram = _base.Evaluate(item.Values);
        for (var b = 0; b < _coordinate.Length; b++) _coordinate[b] = _origin.Length == 0 ? 0 : _origin[b].Evaluate(item.Values);
        for (var k = 0; k < Axes.Length; k++)
        {
            var extent = Axes[k].Extent;
            _strides[k] = _strideOf[k].Evaluate(item.Values);
            _low[k] = Math.Clamp(_lowOf[k]?.Evaluate(item.Values) ?? 0, 0, extent);
            _high[k] = Math.Clamp(_highOf[k]?.Evaluate(item.Values) ?? extent, _low[k], extent);
            if (k != _row && !IsValid(k)) _invalid++;
        }

        CheckBuffer(item, where);
        if (_transfer.Indirect is null) CheckTensor(item, tensor, where);
        SetPlace(bank);
    }

    /// <summary>The next row; false at the end.</summary>
    public bool Next(Bank bank)
    {
        var k = _row - 1;
        for (; k >= 0; k--)
        {
            if (!IsValid(k)) _invalid--;
            var axis = Axes[k];
            if (++_index[k] < axis.Extent)
            {
                Move(k, 1);
                if (!IsValid(k)) _invalid++;
                break;
            }

            Move(k, -(_index[k] - 1));
            _index[k] = 0;
            if (!IsValid(k)) _invalid++;
        }

        if (k < 0) return false;
        SetPlace(bank);
        return true;
    }

    private static TransferAxis[] Order(Transfer transfer)
    {
        if (transfer.Axes.IsEmpty) return [new TransferAxis(1, 0, -1)];
        var axes = transfer.Axes.ToList();
        if (transfer.Accumulate || transfer.Indirect is not null || axes[^1].Extent >= 16) return [.. axes];
        var longest = axes.MaxBy(a => a.Extent)!;
        axes.Remove(longest);
        return [.. axes, longest];
    }

    private bool IsValid(int k) => _index[k] >= _low[k] && _index[k] < _high[k];

    private void Move(int k, long by)
    {
        Dram += by * _strides[k];
        if (Axes[k].BufferAxis >= 0) _coordinate[Axes[k].BufferAxis] += by * Axes[k].BufferStep;
    }

    // Other axes may move along the row's buffer axis too: the row is worked out anew wherever it starts elsewhere.
    private void SetPlace(Bank bank)
    {
        FillRow(bank);
        var place = 0;
        for (var b = 0; b < _coordinate.Length; b++)
            if (b != RowAxis.Axis) place += bank.Offsets[b][_coordinate[b]];
        Place = place;
    }

    private void FillRow(Bank bank)
    {
        var (axis, step) = RowAxis;
        if (axis < 0)
        {
            Contiguous = _rel.Length == 1;
            return;
        }

        var offsets = bank.Offsets[axis];
        var at = _coordinate[axis];
        if (at == _rowStart) return;
        _rowStart = at;
        var contiguous = true;
        for (var i = 0; i < _rel.Length; i++)
        {
            _rel[i] = offsets[at + step * i];
            contiguous &= _rel[i] == _rel[0] + i;
        }

        Contiguous = contiguous;
    }

    private long Span(int bufferAxis)
    {
        long span = 0;
        foreach (var axis in Axes)
            if (axis.BufferAxis == bufferAxis) span += (axis.Extent - 1) * axis.BufferStep;
        return span;
    }

    private void CheckBuffer(WorkItemState item, string where)
    {
        for (var b = 0; b < _coordinate.Length; b++)
        {
            var last = _coordinate[b] + Span(b);
            if (_coordinate[b] >= 0 && last < Buffer.Shape[b]) continue;
            var message = $"indices {_coordinate[b]}..{last} of axis {b} are outside buffer '{Buffer.Name}' of extent {Buffer.Shape[b]}";
            throw item.Fail(FunctionalCodes.OutOfBuffer, where, message);
        }
    }

    private void CheckTensor(WorkItemState item, DramTensor tensor, string where)
    {
        var (first, last) = (Dram, Dram);
        for (var k = 0; k < Axes.Length; k++)
        {
            if (_low[k] >= _high[k]) return;
            var (a, b) = (checked(_low[k] * _strides[k]), checked((_high[k] - 1) * _strides[k]));
            (first, last) = (checked(first + Math.Min(a, b)), checked(last + Math.Max(a, b)));
        }

        if (first >= 0 && last < tensor.Elements) return;
        var shape = string.Join('x', tensor.Shape);
        var message = $"elements {first}..{last} are outside tensor '{tensor.Declaration.Name}' of {tensor.Elements} elements ({shape})";
        throw item.Fail(FunctionalCodes.OutOfTensor, where, message);
    }
}
