namespace ActorSim.Actors.Scheduler.Tenants;

/// <summary>Lengths of time in core cycles, all of them kept: percentiles are exact.</summary>
public sealed class CycleDistribution
{
    private readonly List<long> _values = [];
    private Int128 _sum;
    private bool _sorted = true;

    public int Count => _values.Count;

    /// <summary>0 without values.</summary>
    public double Mean => Count > 0 ? (double)_sum / Count : 0;

    /// <summary>0 without values.</summary>
    public long Max => Percentile(100);

    /// <summary>The least value that so many of a hundred do not exceed (nearest rank); 0 without values.</summary>
    /// <param name="percent">From 1 to 100.</param>
    public long Percentile(int percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        if (Count == 0)
        {
            return 0;
        }

        if (!_sorted)
        {
            _values.Sort();
            _sorted = true;
        }

        var rank = (((long)Count * percent) + 99) / 100;
        return _values[(int)rank - 1];
    }

    internal void Add(long cycles)
    {
        _values.Add(cycles);
        _sum += cycles;
        _sorted = false;
    }
}
