namespace ActorSim.Cli.Layers;

/// <summary>Amounts over time in a fixed number of buckets: when time goes on beyond the last, neighbours are joined and all become
/// twice as wide.</summary>
internal sealed class TimeBuckets
{
    /// <summary>Buckets; memory is theirs, whatever the length of the run.</summary>
    public const int Count = 256;

    private readonly double[] _amounts = new double[Count];

    /// <summary>Cycles of a bucket, a power of two.</summary>
    public long Width { get; private set; } = 1;

    public ReadOnlySpan<double> Amounts => _amounts;

    /// <summary>Spreads an amount evenly over cycles <paramref name="from"/> (0 or more) to <paramref name="to"/>, which is not one of
    /// them; if none is left, all goes to <paramref name="from"/>.</summary>
    public void Add(long from, long to, double amount)
    {
        to = Math.Max(to, from + 1);
        Reach(to);
        for (var at = from; at < to;)
        {
            var bucket = at / Width;
            var end = Math.Min(to, (bucket + 1) * Width);
            _amounts[bucket] += amount * (end - at) / (to - from);
            at = end;
        }
    }

    /// <summary>Adds another's amounts to these.</summary>
    public void Add(TimeBuckets other)
    {
        Widen(other.Width);
        for (var i = 0; i < Count; i++)
        {
            if (other._amounts[i] != 0) Add(i * other.Width, (i + 1) * other.Width, other._amounts[i]);
        }
    }

    /// <summary>Makes buckets at least so wide; a power of two.</summary>
    public void Widen(long width)
    {
        while (Width < width) Join();
    }

    private void Reach(long end)
    {
        while (end > Count * Width) Join();
    }

    private void Join()
    {
        for (var i = 0; i < Count / 2; i++) _amounts[i] = _amounts[2 * i] + _amounts[(2 * i) + 1];
        Array.Clear(_amounts, Count / 2, Count / 2);
        Width *= 2;
    }
}
