namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>
/// State of the issue stage, the units and the values. Times are absolute; whatever lies before the cursor can no longer delay anything,
/// which is what makes two states comparable.
/// </summary>
internal sealed class VectorPipeline
{
    public const int IssueCause = 0;
    public const int LoopCause = 1;
    public const int DrainCause = 2;
    public const int FirstUnitCause = 3;

    private readonly VectorUnitSpec _spec;
    private readonly VectorCode _code;
    private readonly int[] _copyOfUnit;
    private readonly long[] _free;
    private readonly long[] _freeUser;
    private readonly long[] _firstReady;
    private readonly long[] _lastReady;
    private readonly int[] _writer;
    private readonly long[] _writerEntry;
    private readonly int[] _layout;
    private long _cursor;
    private int _slots;
    private long _finish;

    public VectorPipeline(VectorUnitSpec spec, VectorCode code)
    {
        (_spec, _code) = (spec, code);
        int units = spec.Units.Count;
        _copyOfUnit = new int[units + 1];
        for (int u = 0; u < units; u++)
            _copyOfUnit[u + 1] = _copyOfUnit[u] + spec.Units[u].Count;
        _free = new long[_copyOfUnit[units]];
        _freeUser = new long[_free.Length];
        int values = code.SlotOfValue.Length - 1;
        int slots = code.SlotOfValue[values];
        (_firstReady, _lastReady, _writerEntry) = (new long[slots], new long[slots], new long[slots]);
        _writer = new int[slots];
        _layout = new int[values];
        Array.Fill(_writer, -1);
        Array.Fill(_layout, -1);
        Counters = new VectorCounters(units);
        StateLength = 2 + _free.Length + 3 * slots + values;
    }

    public VectorCounters Counters { get; }

    public VectorLog Log { get; } = new();

    public long Cursor => _cursor;

    /// <summary>Entry of the op that finishes last, or -1.</summary>
    public long LastEntry { get; private set; } = -1;

    /// <summary>Cycle of the last result.</summary>
    public long Finish => Math.Max(_finish, _cursor);

    public int StateLength { get; }

    public void Issue(PipelineChunk op)
    {
        long start = _slots == _spec.IssueWidth ? _cursor + 1 : _cursor;
        Counters.Wait(IssueCause, start - _cursor);
        long time = start;
        int cause = IssueCause;
        long because = Log.Next - 1;
        foreach (int source in op.Sources)
            AwaitSource(op, source, ref time, ref cause, ref because);
        if (op.IsReduce && op.Chunk > 0 && op.Destination >= 0)
            AwaitSlot(op, _code.SlotOfValue[op.Destination], ref time, ref cause, ref because);
        int copy = AwaitUnit(op.Unit, ref time, ref cause, ref because);
        int memory = op.MemoryBusy > 0 ? AwaitUnit(_code.LoadUnit, ref time, ref cause, ref because) : -1;
        Counters.Wait(cause, time - start);
        _slots = time == _cursor ? _slots + 1 : 1;
        _cursor = time;
        Hold(op.Unit, copy, time, (long)op.Beats * op.Interval);
        if (memory >= 0)
            Hold(_code.LoadUnit, memory, time, op.MemoryBusy);
        Counters.Issued(op);
        Complete(op, time, cause, because);
    }

    public void EndIteration(int overhead)
    {
        if (overhead == 0)
            return;
        Counters.Wait(LoopCause, overhead);
        _cursor = checked(_cursor + overhead);
        _slots = 0;
    }

    /// <summary>The state relative to the cursor: equal states behave alike for ever.</summary>
    public void Save(long[] state)
    {
        for (int i = 0; i < state.Length; i++)
            state[i] = StateAt(i);
    }

    public bool Equals(long[] state)
    {
        for (int i = 0; i < state.Length; i++)
        {
            if (state[i] != StateAt(i))
                return false;
        }
        return true;
    }

    /// <summary>Moves all times: as if whole periods had passed.</summary>
    public void Shift(long cycles, long sinceEntry)
    {
        _cursor = checked(_cursor + cycles);
        _finish = checked(_finish + cycles);
        Add(_free, cycles);
        Add(_firstReady, cycles);
        Add(_lastReady, cycles);
        Log.Shift(cycles, sinceEntry);
    }

    private static void Add(long[] times, long cycles)
    {
        for (int i = 0; i < times.Length; i++)
            times[i] += cycles;
    }

    private long StateAt(int index)
    {
        if (index == 0)
            return _slots;
        if (index == 1)
            return Math.Max(_finish - _cursor, 0);
        index -= 2;
        if (index < _free.Length)
            return Math.Max(_free[index] - _cursor, 0);
        index -= _free.Length;
        int slots = _writer.Length;
        if (index < slots)
            return Math.Max(_firstReady[index] - _cursor, 0);
        if (index < 2 * slots)
            return Math.Max(_lastReady[index - slots] - _cursor, 0);
        return index < 3 * slots ? _writer[index - 2 * slots] : _layout[index - 3 * slots];
    }

    private void AwaitSource(PipelineChunk op, int value, ref long time, ref int cause, ref long because)
    {
        if (_layout[value] < 0)
            return;
        PipelineChunk writer = _code.Ops[_layout[value]];
        int slot = _code.SlotOfValue[value];
        if (writer.IsReduce)
        {
            AwaitSlot(op, slot, ref time, ref cause, ref because);
            return;
        }
        int last = (writer.ResultElements - 1) / writer.ChunkElements;
        int from = Math.Min(op.First / writer.ChunkElements, last);
        int to = Math.Min((op.First + op.Count - 1) / writer.ChunkElements, last);
        for (int i = from; i <= to; i++)
            AwaitSlot(op, slot + i, ref time, ref cause, ref because);
    }

    private void AwaitSlot(PipelineChunk op, int slot, ref long time, ref int cause, ref long because)
    {
        if (_writer[slot] < 0)
            return;
        PipelineChunk writer = _code.Ops[_writer[slot]];
        long need = _lastReady[slot];
        // Both run at a steady rate, so no element is read too early if the first and the last are not. Elements must be alike.
        if (_spec.Chaining && !writer.IsReduce && !op.IsReduce && writer.Beats == op.Beats && writer.Count == op.Count)
            need = Math.Max(_firstReady[slot], need - (long)(op.Beats - 1) * op.Interval);
        if (need <= time)
            return;
        time = need;
        cause = FirstUnitCause + writer.Unit;
        because = _writerEntry[slot];
    }

    private int AwaitUnit(int unit, ref long time, ref int cause, ref long because)
    {
        int best = _copyOfUnit[unit];
        for (int i = best + 1; i < _copyOfUnit[unit + 1]; i++)
        {
            // Copies that are both free are the same: a difference in the past may not decide.
            if (Math.Max(_free[i], time) < Math.Max(_free[best], time))
                best = i;
        }
        if (_free[best] > time)
        {
            time = _free[best];
            cause = FirstUnitCause + _spec.Units.Count + unit;
            because = _freeUser[best];
        }
        return best;
    }

    private void Hold(int unit, int copy, long time, long cycles)
    {
        _free[copy] = checked(time + cycles);
        _freeUser[copy] = Log.Next;
        Counters.Busy(unit, cycles);
    }

    private void Complete(PipelineChunk op, long time, int cause, long because)
    {
        long first = checked(time + op.Latency);
        long last = checked(first + (long)(op.Beats - 1) * op.Interval);
        if (op.Destination >= 0)
        {
            int slot = _code.SlotOfValue[op.Destination] + op.ResultChunk;
            (_firstReady[slot], _lastReady[slot]) = (first, last);
            _writer[slot] = op.Index;
            _writerEntry[slot] = Log.Next;
            _layout[op.Destination] = op.Index;
        }
        if (last >= _finish)
            (_finish, LastEntry) = (last, Log.Next);
        Log.Add(op, time, last, cause, because);
    }
}
