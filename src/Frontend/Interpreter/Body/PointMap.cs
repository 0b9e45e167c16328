using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Interpreter.Body;

/// <summary>
/// Places in a bank of a computation's points: a part for each outer axis and a table over the points of a row. Worked out, with bounds
/// and lanes checked, whenever the map's origin has changed.
/// </summary>
internal sealed class PointMap
{
    private readonly Compute _compute;
    private readonly BufferMap _map;
    private readonly SpadBuffer _buffer;
    private readonly RowCursor _rows;
    private readonly IndexProgram[] _originOf;
    private readonly long[] _origin;
    private readonly int[][] _axes;
    private readonly string _where;
    private bool _known;

    public PointMap(Compute compute, BufferMap map, SpadBuffer buffer, RowCursor rows, IndexSlots slots)
    {
        (_compute, _map, _buffer, _rows) = (compute, map, buffer, rows);
        _originOf = IndexProgram.OfAll(map.Origin, slots);
        _origin = new long[map.Origin.Length];
        _axes = [.. rows.Extents.Select(e => new int[e])];
        Inner = new int[rows.Points];
        _where = $"compute '{compute.Name}'";
    }

    /// <summary>Places of the row's points, to be added to <see cref="Row"/>.</summary>
    public int[] Inner { get; }

    /// <summary>Whether a row's places follow each other.</summary>
    public bool Contiguous { get; private set; }

    /// <summary>Whether a row has a single place.</summary>
    public bool Uniform { get; private set; }

    /// <summary>Place of the current row.</summary>
    public int Row
    {
        get
        {
            var row = Fixed;
            for (var axis = 0; axis < _rows.OuterRank; axis++) row += _axes[axis][_rows.Outer[axis]];
            return row;
        }
    }

    private int Fixed { get; set; }

    public void Prepare(WorkItemState item)
    {
        var same = _known;
        for (var k = 0; k < _origin.Length; k++)
        {
            var at = _originOf[k].Evaluate(item.Values);
            same &= at == _origin[k];
            _origin[k] = at;
        }

        if (same) return;
        _known = false;
        CheckBounds(item);
        if (_compute.Unit != ComputeUnit.CrossLane) CheckLanes(item);
        Fill(item.Banks[_map.Buffer]);
        _known = true;
    }

    public void CheckReady(WorkItemState item, Bank bank)
    {
        var row = Row;
        if (Contiguous || Uniform)
        {
            var bad = bank.State.AsSpan(row + Inner[0], Uniform ? 1 : Inner.Length).IndexOfAnyExcept(Bank.Ready);
            if (bad >= 0) throw item.NotReady(_where, bank, row + Inner[0] + bad);
            return;
        }

        var state = bank.State;
        foreach (var place in Inner)
            if (state[row + place] != Bank.Ready) throw item.NotReady(_where, bank, row + place);
    }

    /// <summary>Fails if data of a load in flight would be overwritten, at one place.</summary>
    public void CheckNotPending(WorkItemState item, Bank bank, int place)
    {
        if (bank.State[place] > Bank.Ready) throw item.NotReady(_where, bank, place, writes: true);
    }

    public void MarkWritten(WorkItemState item, Bank bank)
    {
        var row = Row;
        if (Contiguous)
        {
            var states = bank.State.AsSpan(row + Inner[0], Inner.Length);
            var pending = states.IndexOfAnyExceptInRange(Bank.NeverWritten, Bank.Ready);
            if (pending >= 0) throw item.NotReady(_where, bank, row + Inner[0] + pending, writes: true);
            states.Fill(Bank.Ready);
            return;
        }

        foreach (var place in Inner)
        {
            CheckNotPending(item, bank, row + place);
            bank.State[row + place] = Bank.Ready;
        }
    }

    private void Fill(Bank bank)
    {
        foreach (var table in _axes) Array.Clear(table);
        Fixed = 0;
        for (var k = 0; k < _origin.Length; k++)
        {
            if (_map.Axes[k] < 0)
            {
                Fixed += bank.Offsets[k][_origin[k]];
                continue;
            }

            var table = _axes[_map.Axes[k]];
            for (var i = 0; i < table.Length; i++) table[i] += bank.Offsets[k][_origin[k] + i];
        }

        FillInner();
    }

    private void FillInner()
    {
        Inner[0] = 0;
        var filled = 1;
        for (var axis = _axes.Length - 1; axis >= _rows.OuterRank; axis--)
        {
            var table = _axes[axis];
            for (var i = table.Length - 1; i >= 0; i--)
                for (var j = 0; j < filled; j++) Inner[i * filled + j] = Inner[j] + table[i];
            filled *= table.Length;
        }

        (Contiguous, Uniform) = (true, true);
        for (var i = 1; i < Inner.Length && (Contiguous || Uniform); i++)
        {
            Contiguous &= Inner[i] == Inner[0] + i;
            Uniform &= Inner[i] == Inner[0];
        }
    }

    private void CheckBounds(WorkItemState item)
    {
        for (var k = 0; k < _origin.Length; k++)
        {
            var last = _origin[k] + (_map.Axes[k] < 0 ? 0 : _rows.Extents[_map.Axes[k]] - 1);
            if (_origin[k] >= 0 && last < _buffer.Shape[k]) continue;
            var message = $"indices {_origin[k]}..{last} of axis {k} are outside buffer '{_buffer.Name}' of extent {_buffer.Shape[k]}";
            throw item.Fail(FunctionalCodes.OutOfBuffer, _where, message);
        }
    }

    private void CheckLanes(WorkItemState item)
    {
        var lanes = item.Machine.Lanes;
        var bufferAxis = _buffer.LaneAxis;
        var axis = bufferAxis < 0 ? -1 : _map.Axes[bufferAxis];
        var origin = bufferAxis < 0 ? 0 : _origin[bufferAxis];
        var together = axis >= 0 && axis == _compute.LaneAxis;
        var count = axis < 0 ? 1 : _rows.Extents[axis];
        var points = _compute.LaneAxis < 0 ? 1 : _rows.Extents[_compute.LaneAxis];
        for (long i = 0; i < Math.Max(count, points); i++)
        {
            var element = bufferAxis < 0 ? 0 : (origin + Math.Min(i, count - 1)) / _buffer.LaneStride % lanes;
            var point = _compute.LaneAxis < 0 ? 0 : Math.Min(i, points - 1) / _compute.LaneStride % lanes;
            var first = bufferAxis < 0 ? 0 : origin / _buffer.LaneStride % lanes;
            if (element == point && (together || element == first)) continue;
            var message = $"the point in lane {point} touches buffer '{_buffer.Name}' in lane {(together ? element : first)}; a vector computation " +
                "stays in its lane: give both the same lane axis and stride, load the operand replicated, or use the cross-lane unit";
            throw item.Fail(FunctionalCodes.ForeignLane, _where, message);
        }
    }
}
