namespace ActorSim.Actors.Scheduler.Arrivals;

/// <summary>Bursts of requests (of one, if they come singly) at equal distances, the first at the start.</summary>
public sealed class PeriodicArrivals : IArrivalProcess
{
    private readonly Interval _distance;
    private readonly int _perBurst;
    private readonly long _start;
    private long _taken;

    /// <param name="distance">From burst to burst; 0: all at once.</param>
    /// <param name="perBurst">Requests that arrive together, 1 or more.</param>
    /// <param name="start">Core cycle of the first burst.</param>
    public PeriodicArrivals(Interval distance, int perBurst, long start) =>
        (_distance, _perBurst, _start, Next) = (distance, perBurst, start, start);

    public long Next { get; private set; }

    public void Take() => Next = checked(_start + _distance.Ceiling(++_taken / _perBurst));

    public void OnAnswered(int requests, long cycle)
    {
    }
}
