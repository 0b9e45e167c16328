using System.Numerics;

namespace ActorSim.Actors.Scheduler.Arrivals;

/// <summary>Independent, exponentially distributed distances. The same seed gives the same cycles.</summary>
public sealed class PoissonArrivals : IArrivalProcess
{
    private readonly Interval _mean;
    private readonly long _start;
    private readonly ExponentialSource _source;

    // In means, with binary places: the sum is exact, so that no rounding gathers.
    private BigInteger _elapsed;

    /// <param name="mean">Mean distance, more than 0.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="start">Core cycle after which requests arrive.</param>
    public PoissonArrivals(Interval mean, ulong seed, long start)
    {
        (_mean, _start, _source) = (mean, start, new ExponentialSource(seed));
        Take();
    }

    public long Next { get; private set; }

    public void Take()
    {
        _elapsed += (BigInteger)_source.Next();
        Next = checked(_start + _mean.Ceiling(_elapsed, ExponentialSource.BinaryPlaces));
    }

    public void OnAnswered(int requests, long cycle)
    {
    }
}
