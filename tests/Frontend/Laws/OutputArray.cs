namespace ActorSim.Frontend.Tests.Laws;

/// <summary>
/// Cell-by-cell simulation of an array whose cells keep sums: two operands move right and down, a bit that travels with the last pair moves a
/// sum into the cell's outgoing register, and columns are shifted out downwards once their lowest cell is done.
/// </summary>
internal sealed class OutputArray
{
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _interval;
    private readonly long[,] _a;
    private readonly long[,] _b;
    private readonly int _length;
    private readonly int _columnFolds;
    private readonly int _folds;
    private readonly long[] _right;
    private readonly long[] _down;
    private readonly (bool Valid, bool First, bool Last)[] _control;
    private readonly long[] _sum;
    private readonly long[] _out;
    private readonly int[] _drainStep;
    private readonly int[] _results;
    private readonly List<long> _starts = [];
    private long _cycle;

    private OutputArray(int rows, int columns, long[,] a, long[,] b, int interval)
    {
        (_rows, _columns, _a, _b, _interval) = (rows, columns, a, b, interval);
        _length = a.GetLength(1);
        _columnFolds = (b.GetLength(1) + columns - 1) / columns;
        _folds = (a.GetLength(0) + rows - 1) / rows * _columnFolds;
        int cells = rows * columns;
        (_right, _down, _sum, _out) = (new long[cells], new long[cells], new long[cells], new long[cells]);
        _control = new (bool, bool, bool)[cells];
        (_drainStep, _results) = (new int[columns], new int[columns]);
        Array.Fill(_drainStep, rows);
        Product = new long[a.GetLength(0), b.GetLength(1)];
    }

    public long[,] Product { get; }

    public long Cycles => _cycle;

    /// <summary>Cycles until the last column gave its first result.</summary>
    public long FirstResultCycles { get; private set; }

    /// <summary>a[M,K] x b[K,N]; folds start <paramref name="interval"/> cycles apart, or one after the other if that is 0.</summary>
    public static OutputArray Run(int rows, int columns, long[,] a, long[,] b, int interval)
    {
        var array = new OutputArray(rows, columns, a, b, interval);
        // A schedule that loses results must end as well.
        long limit = 4L * array._folds * (array._length + rows + columns);
        while (array._results[columns - 1] < array._folds * rows && array._cycle < limit)
        {
            array.Schedule();
            array.Step();
            array._cycle++;
        }
        return array;
    }

    private void Schedule()
    {
        if (_starts.Count == _folds)
            return;
        bool free = _starts.Count == 0
            || (_interval > 0 ? _cycle == _starts[^1] + _interval : _results[_columns - 1] == _starts.Count * _rows);
        if (free)
            _starts.Add(_cycle);
    }

    private void Step()
    {
        for (int c = _columns - 1; c >= 0; c--)
        {
            Drain(c);
            for (int r = _rows - 1; r >= 0; r--)
                Cell(r, c);
        }
    }

    // In step s of a column's drain, rows s and below still hold results of that fold; those above are free for the next one.
    private void Drain(int c)
    {
        int step = _drainStep[c];
        if (step == _rows)
            return;
        OnResult(c, _out[(_rows - 1) * _columns + c], _rows - 1 - step);
        for (int r = _rows - 1; r > step; r--)
            _out[r * _columns + c] = _out[(r - 1) * _columns + c];
        _drainStep[c]++;
    }

    private void Cell(int r, int c)
    {
        int i = r * _columns + c;
        var control = c == 0 ? Control(r) : _control[i - 1];
        long a = c == 0 ? Left(r) : _right[i - 1];
        long b = r == 0 ? Top(c) : _down[i - _columns];
        (_right[i], _down[i], _control[i]) = (a, b, control);
        if (!control.Valid)
            return;
        _sum[i] = (control.First ? 0 : _sum[i]) + a * b;
        if (!control.Last)
            return;
        _out[i] = _sum[i];
        if (r == _rows - 1)
            _drainStep[c] = 0;
    }

    private (int Fold, int T) At(int delay)
    {
        int fold = _starts.Count - 1;
        while (fold >= 0 && _starts[fold] > _cycle - delay)
            fold--;
        long t = fold < 0 ? _length : _cycle - delay - _starts[fold];
        return t < _length ? (fold, (int)t) : (-1, 0);
    }

    private (bool Valid, bool First, bool Last) Control(int row)
    {
        (int fold, int t) = At(row);
        return fold < 0 ? default : (true, t == 0, t == _length - 1);
    }

    private long Left(int row)
    {
        (int fold, int t) = At(row);
        int m = fold / _columnFolds * _rows + row;
        return fold >= 0 && m < _a.GetLength(0) ? _a[m, t] : 0;
    }

    private long Top(int column)
    {
        (int fold, int t) = At(column);
        int n = fold < 0 ? 0 : fold % _columnFolds * _columns + column;
        return fold >= 0 && n < _b.GetLength(1) ? _b[t, n] : 0;
    }

    private void OnResult(int column, long value, int row)
    {
        int result = _results[column]++;
        if (result == 0 && column == _columns - 1)
            FirstResultCycles = _cycle + 1;
        int fold = result / _rows;
        int m = fold / _columnFolds * _rows + row;
        int n = fold % _columnFolds * _columns + column;
        if (m < Product.GetLength(0) && n < Product.GetLength(1))
            Product[m, n] = value;
    }
}
