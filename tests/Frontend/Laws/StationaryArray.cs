namespace ActorSim.Frontend.Tests.Laws;

/// <summary>
/// Cell-by-cell simulation of an array that holds one operand: registers, skewed inputs, shadow weights and control bits that travel with
/// the data. Nothing in it knows a formula of the model. Cells are visited from the lower right, so neighbours still show their
/// registers of the cycle before.
/// </summary>
internal sealed class StationaryArray(int rows, int columns)
{
    private readonly long[] _active = new long[rows * columns];
    private readonly long[] _shadow = new long[rows * columns];
    private readonly int[] _shifts = new int[rows * columns];
    private readonly int[] _token = new int[rows * columns];
    private readonly long[] _input = new long[rows * columns];
    private readonly bool[] _valid = new bool[rows * columns];
    private readonly bool[] _swap = new bool[rows * columns];
    private readonly long[] _sum = new long[rows * columns];

    /// <summary>Value at a row's left edge in this cycle; whether there is one; whether it is the first of a fold.</summary>
    public required Func<int, (long Value, bool Valid, bool First)> Left { get; init; }

    /// <summary>Weight at a column's upper edge in this cycle.</summary>
    public required Func<int, long> Top { get; init; }

    /// <summary>Called with column and value when a result leaves at the lower edge.</summary>
    public required Action<int, long> Result { get; init; }

    /// <summary>One cycle; <paramref name="beginShift"/> puts a token into the corner that starts a preload.</summary>
    public void Step(bool beginShift)
    {
        for (int r = rows - 1; r >= 0; r--)
        {
            for (int c = columns - 1; c >= 0; c--)
                Cell(r, c, beginShift);
        }
    }

    private void Cell(int r, int c, bool beginShift)
    {
        int i = r * columns + c;
        (long input, bool valid, bool first) = c == 0 ? Left(r) : (_input[i - 1], _valid[i - 1], _swap[i - 1]);
        if (first)
            _active[i] = _shadow[i];
        long above = r == 0 ? 0 : _sum[i - columns];
        _input[i] = input;
        _valid[i] = valid;
        _swap[i] = first;
        _sum[i] = above + (valid ? input * _active[i] : 0);
        if (r == rows - 1 && valid)
            Result(c, _sum[i]);
        ShiftWeights(r, c, i, beginShift);
    }

    // A token says how often to shift; it loses one on its way down, so all rows of a column stop together.
    private void ShiftWeights(int r, int c, int i, bool beginShift)
    {
        int token = r > 0 ? Math.Max(_token[i - columns] - 1, 0) : c > 0 ? _token[i - 1] : beginShift ? rows : 0;
        _token[i] = token;
        if (token > 0)
            _shifts[i] = token;
        if (_shifts[i] == 0)
            return;
        _shifts[i]--;
        _shadow[i] = r == 0 ? Top(c) : _shadow[i - columns];
    }
}
