using System.Numerics;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Steps;

/// <summary>Moves a box between a tensor and a bank, row by row, on values of class T.</summary>
internal sealed class TransferStep<T> : Step
    where T : unmanaged, INumber<T>
{
    private readonly Transfer _transfer;
    private readonly TransferBox _box;
    private readonly IndexProgram _slot;
    private readonly OffsetRow? _offsets;
    private readonly T _fill;
    private readonly ElementType _type;
    private readonly string _where;
    private readonly long[] _dram;

    public TransferStep(Transfer transfer, SpadBuffer buffer, Kernel kernel, string tensor, IndexSlots slots)
    {
        (_transfer, _type) = (transfer, buffer.Type);
        _box = new TransferBox(transfer, buffer, slots);
        _slot = IndexProgram.Of(transfer.Slot, slots);
        _fill = ElementCodec.FromBits<T>(buffer.Type, transfer.Fill);
        var verb = transfer.Direction == TransferDirection.Load ? "load of" : "store to";
        _where = $"{verb} '{tensor}' ({buffer.Name})";
        if (transfer.Indirect is { } indirect) _offsets = new OffsetRow(indirect, kernel.Buffers[indirect.OffsetBuffer], _where, slots);
        _dram = new long[_box.RowLength];
    }

    public override void Run(WorkItemState item)
    {
        var tensor = (DramTensor<T>)item.Tensors[_transfer.Tensor];
        var bank = (Bank<T>)item.Banks[_transfer.Buffer];
        _box.Start(item, bank, tensor, _where);
        _offsets?.Start(item);
        if (_transfer.Direction == TransferDirection.Load) Load(item, tensor, bank);
        else Store(item, tensor, bank);
    }

    private void Load(WorkItemState item, DramTensor<T> tensor, Bank<T> bank)
    {
        var state = Bank.Ready;
        if (_transfer.IsAsync)
        {
            var (first, last) = _box.Extent(bank);
            state = item.Issue(_transfer.Tag, _slot.Evaluate(item.Values), bank, first, last);
        }

        do LoadRow(item, tensor, bank, state);
        while (_box.Next(bank));
    }

    private void LoadRow(WorkItemState item, DramTensor<T> tensor, Bank<T> bank, ushort state)
    {
        var (places, place, first, end) = (_box.Places, _box.Place, _box.First, _box.End);
        if (_box.Contiguous)
        {
            var to = bank.Values.AsSpan(place + places[0], places.Length);
            to[..first].Fill(_fill);
            to[end..].Fill(_fill);
            bank.State.AsSpan(place + places[0], places.Length).Fill(state);
        }
        else
        {
            for (var i = 0; i < places.Length; i++) bank.State[place + places[i]] = state;
            for (var i = 0; i < first; i++) bank.Values[place + places[i]] = _fill;
            for (var i = end; i < places.Length; i++) bank.Values[place + places[i]] = _fill;
        }

        if (first >= end) return;
        if (_offsets is not null) LoadScattered(item, tensor, bank, first, end);
        else LoadStrided(item, tensor, bank, first, end);
    }

    private void LoadStrided(WorkItemState item, DramTensor<T> tensor, Bank<T> bank, int first, int end)
    {
        ReadOnlySpan<int> places = _box.Places;
        var (place, step) = (_box.Place, _box.DramStep);
        var dram = _box.Dram + first * step;
        CheckWritten(item, tensor, dram, step, end - first);
        if (_box.Contiguous && step == 1)
        {
            tensor.Values.Slice((int)dram, end - first).CopyTo(bank.Values.AsSpan(place + places[first]));
            return;
        }

        var from = tensor.Values;
        var to = bank.Values.AsSpan(place);
        if (_box.Contiguous)
        {
            var row = to.Slice(places[first], end - first);
            for (var i = 0; i < row.Length; i++, dram += step) row[i] = from[(int)dram];
            return;
        }

        places = places[first..end];
        if (step == 1)
        {
            from = from.Slice((int)dram, places.Length);
            for (var i = 0; i < places.Length; i++) to[places[i]] = from[i];
            return;
        }

        for (var i = 0; i < places.Length; i++, dram += step) to[places[i]] = from[(int)dram];
    }

    private void LoadScattered(WorkItemState item, DramTensor<T> tensor, Bank<T> bank, int first, int end)
    {
        _offsets!.Read(item, _box, first, end, _dram, tensor);
        for (var i = first; i < end; i++)
        {
            CheckWritten(item, tensor, _dram[i], 1, 1);
            bank.Values[_box.Place + _box.Places[i]] = tensor.Values[(int)_dram[i]];
        }
    }

    private void Store(WorkItemState item, DramTensor<T> tensor, Bank<T> bank)
    {
        do
        {
            var (first, end) = (_box.First, _box.End);
            if (first >= end) continue;
            CheckReady(item, bank, first, end);
            if (_offsets is not null) _offsets.Read(item, _box, first, end, _dram, tensor);
            else if (_box.Contiguous && _box.DramStep == 1 && !_transfer.Accumulate)
            {
                var at = (int)_box.Dram + first;
                bank.Values.AsSpan(_box.Place + _box.Places[first], end - first).CopyTo(tensor.Writable[at..]);
                tensor.Written?.AsSpan(at, end - first).Fill(1);
                continue;
            }
            else if (!_transfer.Accumulate)
            {
                StoreStrided(tensor, bank, first, end);
                continue;
            }
            else for (var i = first; i < end; i++) _dram[i] = _box.Dram + i * _box.DramStep;

            StoreRow(item, tensor, bank, first, end);
        }
        while (_box.Next(bank));
    }

    private void StoreStrided(DramTensor<T> tensor, Bank<T> bank, int first, int end)
    {
        var (step, dram) = (_box.DramStep, _box.Dram + first * _box.DramStep);
        var places = _box.Places.AsSpan(first, end - first);
        ReadOnlySpan<T> from = bank.Values.AsSpan(_box.Place);
        var to = tensor.Writable;
        if (tensor.Written is { } written)
        {
            if (step == 1) written.AsSpan((int)dram, places.Length).Fill(1);
            else
                for (var i = 0; i < places.Length; i++) written[dram + i * step] = 1;
        }

        if (step == 1)
        {
            to = to.Slice((int)dram, places.Length);
            for (var i = 0; i < places.Length; i++) to[i] = from[places[i]];
            return;
        }

        for (var i = 0; i < places.Length; i++, dram += step) to[(int)dram] = from[places[i]];
    }

    private void StoreRow(WorkItemState item, DramTensor<T> tensor, Bank<T> bank, int first, int end)
    {
        var (values, places, place) = (bank.Values, _box.Places, _box.Place);
        var to = tensor.Writable;
        var written = tensor.Written;
        for (var i = first; i < end; i++)
        {
            var (value, at) = (values[place + places[i]], (int)_dram[i]);
            if (_transfer.Accumulate)
            {
                CheckWritten(item, tensor, at, 1, 1);
                value = Sum(to[at], value);
            }

            to[at] = value;
            if (written is not null) written[at] = 1;
        }
    }

    private T Sum(T a, T b)
    {
        var sum = a + b;
        if (typeof(T) == typeof(long)) return T.CreateTruncating(Rounding.Wrap(_type, long.CreateTruncating(sum)));
        return _type switch
        {
            ElementType.F16 => T.CreateTruncating(Rounding.ToF16(float.CreateTruncating(sum))),
            ElementType.BF16 => T.CreateTruncating(Rounding.ToBf16(float.CreateTruncating(sum))),
            _ => sum,
        };
    }

    private void CheckReady(WorkItemState item, Bank<T> bank, int first, int end)
    {
        var (places, place) = (_box.Places, _box.Place);
        if (_box.Contiguous)
        {
            var bad = bank.State.AsSpan(place + places[first], end - first).IndexOfAnyExcept(Bank.Ready);
            if (bad >= 0) throw item.NotReady(_where, bank, place + places[first] + bad);
            return;
        }

        for (var i = first; i < end; i++)
            if (bank.State[place + places[i]] != Bank.Ready) throw item.NotReady(_where, bank, place + places[i]);
    }

    private void CheckWritten(WorkItemState item, DramTensor<T> tensor, long dram, long step, int count)
    {
        if (tensor.Written is not { } written) return;
        var bad = -1L;
        if (step == 1)
        {
            var at = written.AsSpan((int)dram, count).IndexOf((byte)0);
            if (at >= 0) bad = dram + at;
        }
        else
        {
            for (var i = 0; i < count && bad < 0; i++)
                if (written[dram + i * step] == 0) bad = dram + i * step;
        }

        if (bad < 0) return;
        throw item.Fail(FunctionalCodes.UnwrittenTensor, _where, $"reads element {bad} of '{tensor.Declaration.Name}', which nothing wrote");
    }
}
