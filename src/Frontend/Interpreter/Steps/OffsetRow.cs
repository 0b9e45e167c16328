using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Steps;

/// <summary>The DRAM elements of a row of an indirect transfer: its affine places moved by what the offset buffer holds.</summary>
internal sealed class OffsetRow(IndirectAccess indirect, SpadBuffer offsets, string where, IndexSlots slots)
{
    private readonly IndexProgram? _limit = indirect.Limit is null ? null : IndexProgram.Of(indirect.Limit, slots);
    private long _end = long.MaxValue;

    public void Start(WorkItemState item) => _end = _limit?.Evaluate(item.Values) ?? long.MaxValue;

    public void Read(WorkItemState item, TransferBox box, int first, int end, long[] dram, DramTensor tensor)
    {
        var bank = (Bank<long>)item.Banks[indirect.OffsetBuffer];
        var (rowAxis, rowStep) = box.RowAxis;
        var place = 0;
        for (var b = 0; b < offsets.Shape.Length; b++)
            if (b != rowAxis && offsets.Shape[b] > 1) place += bank.Offsets[b][Coordinate(item, box.CoordinateOf(b), b)];
        var moves = rowAxis >= 0 && offsets.Shape[rowAxis] > 1;
        if (moves) Coordinate(item, box.CoordinateOf(rowAxis) + (end - 1) * rowStep, rowAxis);
        for (var i = first; i < end; i++)
        {
            var at = moves ? place + bank.Offsets[rowAxis][box.CoordinateOf(rowAxis) + i * rowStep] : place;
            if (bank.State[at] != Bank.Ready) throw item.NotReady(where, bank, at);
            dram[i] = Element(item, bank.Values[at], box.Dram + i * box.DramStep, tensor);
        }
    }

    private long Element(WorkItemState item, long offset, long affine, DramTensor tensor)
    {
        if (_end != long.MaxValue && (offset < 0 || offset >= _end))
            throw item.Fail(FunctionalCodes.BadOffset, where, $"offset {offset} from buffer '{offsets.Name}' is outside [0, {_end})");
        var element = checked(affine + offset * indirect.OffsetStride);
        if (element >= 0 && element < tensor.Elements) return element;
        var message = $"offset {offset} from buffer '{offsets.Name}' leads to element {element} of {tensor.Elements}";
        throw item.Fail(FunctionalCodes.OutOfTensor, where, message);
    }

    private long Coordinate(WorkItemState item, long coordinate, int axis)
    {
        if (coordinate >= 0 && coordinate < offsets.Shape[axis]) return coordinate;
        var message = $"index {coordinate} of axis {axis} is outside offset buffer '{offsets.Name}' of extent {offsets.Shape[axis]}";
        throw item.Fail(FunctionalCodes.OutOfBuffer, where, message);
    }
}
