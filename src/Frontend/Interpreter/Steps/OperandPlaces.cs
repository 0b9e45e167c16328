using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Steps;

/// <summary>
/// An operand of a matrix operation in its bank: element (r, c) lies at Rows[r] + Columns[c] + Place. The columns must be the bank's lane
/// axis: the array reads and writes one column per lane.
/// </summary>
internal sealed class OperandPlaces(MatrixOperand operand, SpadBuffer buffer, long rows, long columns, string name, IndexSlots slots)
{
    private readonly IndexProgram[] _origin = IndexProgram.OfAll(operand.Origin, slots);
    private readonly long[] _at = new long[operand.Origin.Length];

    public int[] Rows { get; } = new int[rows];

    public int[] Columns { get; } = new int[columns];

    public int Place { get; private set; }

    /// <summary>Whether the columns of a row follow each other.</summary>
    public bool Contiguous { get; private set; }

    public Bank Open(WorkItemState item, string where)
    {
        var bank = item.Banks[operand.Buffer];
        if (buffer.LaneAxis != operand.ColumnAxis)
        {
            var message = $"{name} in buffer '{buffer.Name}' has columns on axis {operand.ColumnAxis}, but lane axis {buffer.LaneAxis}";
            throw item.Fail(FunctionalCodes.ForeignLane, where, message);
        }

        Place = 0;
        for (var b = 0; b < _origin.Length; b++)
        {
            _at[b] = _origin[b].Evaluate(item.Values);
            var last = _at[b] + (b == operand.RowAxis ? (rows - 1) * operand.RowStep : b == operand.ColumnAxis ? columns - 1 : 0);
            if (_at[b] < 0 || last >= buffer.Shape[b])
            {
                var message = $"{name}: indices {_at[b]}..{last} of axis {b} are outside buffer '{buffer.Name}' of extent {buffer.Shape[b]}";
                throw item.Fail(FunctionalCodes.OutOfBuffer, where, message);
            }

            if (b != operand.RowAxis && b != operand.ColumnAxis) Place += bank.Offsets[b][_at[b]];
        }

        Fill(bank);
        return bank;
    }

    /// <summary>Fails if an element that will be read is not there.</summary>
    public void CheckReady(WorkItemState item, Bank bank, string where)
    {
        foreach (var row in Rows)
        {
            if (Contiguous)
            {
                var start = Place + row + Columns[0];
                var bad = bank.State.AsSpan(start, Columns.Length).IndexOfAnyExcept(Bank.Ready);
                if (bad >= 0) throw item.NotReady(where, bank, start + bad);
                continue;
            }

            foreach (var column in Columns)
                if (bank.State[Place + row + column] != Bank.Ready) throw item.NotReady(where, bank, Place + row + column);
        }
    }

    private void Fill(Bank bank)
    {
        for (var r = 0; r < Rows.Length; r++)
            Rows[r] = operand.RowAxis < 0 ? 0 : bank.Offsets[operand.RowAxis][_at[operand.RowAxis] + r * operand.RowStep];
        var offsets = bank.Offsets[operand.ColumnAxis].AsSpan((int)_at[operand.ColumnAxis], Columns.Length);
        offsets.CopyTo(Columns);
        Contiguous = true;
        for (var c = 1; c < Columns.Length && Contiguous; c++) Contiguous = Columns[c] == Columns[0] + c;
    }
}
