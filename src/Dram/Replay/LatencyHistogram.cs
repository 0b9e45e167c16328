namespace ActorSim.Dram.Replay;

/// <summary>Exact distribution of latencies in cycles: a count per value, and a list of those too large for that.</summary>
public sealed class LatencyHistogram
{
    private const int LargestCounted = 1 << 20;
    private readonly List<long> _large = [];
    private long[] _counts = new long[1024];

    /// <summary>Latencies recorded.</summary>
    public long Count { get; private set; }

    /// <summary>Their sum, cycles.</summary>
    public long Sum { get; private set; }

    /// <summary>The largest, cycles; 0 if there is none.</summary>
    public long Max { get; private set; }

    /// <summary>The smallest, cycles; 0 if there is none.</summary>
    public long Min => Quantile(0);

    /// <summary>Cycles; 0 if there is none.</summary>
    public double Mean => Count == 0 ? 0 : (double)Sum / Count;

    /// <summary>The value that occurs most often, of equals the smallest, cycles; 0 if there is none.</summary>
    public long Mode => Array.IndexOf(_counts, _counts.Max());

    /// <param name="cycles">0 or more.</param>
    public void Add(long cycles)
    {
        Count++;
        Sum += cycles;
        Max = Math.Max(Max, cycles);
        if (cycles >= LargestCounted)
        {
            _large.Add(cycles);
            return;
        }

        if (cycles >= _counts.Length)
        {
            Array.Resize(ref _counts, (int)Math.Min(LargestCounted, Math.Max(cycles + 1, _counts.Length * 2L)));
        }

        _counts[cycles]++;
    }

    /// <summary>The value at place floor(<paramref name="share"/> x count) of all values in ascending order, counted from 0; 0 if there
    /// is none.</summary>
    /// <param name="share">0 to 1.</param>
    public long Quantile(double share)
    {
        var left = Math.Min((long)(share * Count), Count - 1);
        if (left < 0)
        {
            return 0;
        }

        for (var i = 0; i < _counts.Length; i++)
        {
            if (left < _counts[i])
            {
                return i;
            }

            left -= _counts[i];
        }

        _large.Sort();
        return _large[(int)left];
    }
}
