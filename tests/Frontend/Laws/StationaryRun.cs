using Xunit;

namespace ActorSim.Frontend.Tests.Laws;

/// <summary>
/// Drives a <see cref="StationaryArray"/> through all folds of streamed[T,R'] x held[R',C'] and collects product and times. A preload starts
/// as soon as the one before it has begun to be used, or (serial) when the array is empty.
/// </summary>
internal sealed class StationaryRun
{
    private readonly int _rows;
    private readonly int _columns;
    private readonly long[,] _streamed;
    private readonly long[,] _held;
    private readonly int _length;
    private readonly int _columnFolds;
    private readonly int _folds;
    private readonly List<long> _preloads = [];
    private readonly List<long> _streams = [];
    private readonly int[] _resultsOfColumn;
    private long _cycle;

    private StationaryRun(int rows, int columns, long[,] streamed, long[,] held)
    {
        (_rows, _columns, _streamed, _held) = (rows, columns, streamed, held);
        _length = streamed.GetLength(0);
        _columnFolds = (held.GetLength(1) + columns - 1) / columns;
        _folds = (held.GetLength(0) + rows - 1) / rows * _columnFolds;
        _resultsOfColumn = new int[columns];
        Product = new long[_length, held.GetLength(1)];
    }

    public long[,] Product { get; }

    /// <summary>Cycles until the last result of every column has left.</summary>
    public long Cycles { get; private set; }

    /// <summary>Cycles until the last column gave its first result.</summary>
    public long FirstResultCycles { get; private set; }

    /// <param name="rows">Of the array.</param>
    /// <param name="columns">Of the array.</param>
    /// <param name="streamed">Operand that passes, a row per cycle.</param>
    /// <param name="held">Operand that stays.</param>
    /// <param name="overlapped">Whether preloads run beside the fold before.</param>
    /// <param name="early">Cycles by which preloads start too early, to show that the schedule is tight.</param>
    public static StationaryRun Of(int rows, int columns, long[,] streamed, long[,] held, bool overlapped, int early = 0)
    {
        var run = new StationaryRun(rows, columns, streamed, held);
        var array = new StationaryArray(rows, columns) { Left = run.Left, Top = run.Top, Result = run.OnResult };
        while (run._resultsOfColumn[columns - 1] < run._folds * run._length)
        {
            bool begin = run.Schedule(overlapped, early);
            array.Step(begin);
            run._cycle++;
            Assert.True(run._cycle < 1_000_000, "the schedule does not end");
        }
        run.Cycles = run._cycle;
        return run;
    }

    private bool Schedule(bool overlapped, int early)
    {
        int streams = _streams.Count;
        bool streamFree = streams == 0 || _cycle >= _streams[^1] + _length;
        if (streams < _preloads.Count && streamFree && _cycle >= _preloads[streams] + _rows)
            _streams.Add(_cycle);
        if (_preloads.Count == _folds)
            return false;
        bool begin = _preloads.Count == 0
            || (overlapped ? ShadowFree(early) : _resultsOfColumn[_columns - 1] == _preloads.Count * _length);
        if (begin)
            _preloads.Add(_cycle);
        return begin;
    }

    private bool ShadowFree(int early)
    {
        if (_streams.Count == _preloads.Count)
            return true;
        long expected = Math.Max(_preloads[^1] + _rows, _streams.Count == 0 ? 0 : _streams[^1] + _length);
        return _streams.Count == _preloads.Count - 1 && _cycle >= expected - early;
    }

    private (long Value, bool Valid, bool First) Left(int row)
    {
        int fold = Current(_streams, _cycle - row);
        if (fold < 0 || _cycle - row - _streams[fold] >= _length)
            return default;
        int t = (int)(_cycle - row - _streams[fold]);
        int k = fold / _columnFolds * _rows + row;
        return (k < _streamed.GetLength(1) ? _streamed[t, k] : 0, true, t == 0);
    }

    private long Top(int column)
    {
        int fold = Current(_preloads, _cycle - column);
        int row = fold / _columnFolds * _rows + _rows - 1 - (int)(_cycle - column - _preloads[fold]);
        int at = fold % _columnFolds * _columns + column;
        return row < _held.GetLength(0) && at < _held.GetLength(1) ? _held[row, at] : 0;
    }

    private void OnResult(int column, long value)
    {
        int result = _resultsOfColumn[column]++;
        if (result == 0 && column == _columns - 1)
            FirstResultCycles = _cycle + 1;
        int at = result / _length % _columnFolds * _columns + column;
        if (at < _held.GetLength(1))
            Product[result % _length, at] += value;
    }

    private static int Current(List<long> starts, long cycle)
    {
        int fold = starts.Count - 1;
        while (fold >= 0 && starts[fold] > cycle)
            fold--;
        return fold;
    }
}
