namespace ActorSim.Actors.Scheduler.Arrivals;

/// <summary>Clients that each send a request at the start, and another whenever one has been answered.</summary>
public sealed class ClosedArrivals : IArrivalProcess
{
    private readonly Queue<long> _ready = new();

    /// <param name="clients">1 or more.</param>
    /// <param name="start">Core cycle of their first requests.</param>
    public ClosedArrivals(int clients, long start) => OnAnswered(clients, start);

    public long Next => _ready.TryPeek(out var cycle) ? cycle : long.MaxValue;

    public void Take() => _ready.Dequeue();

    public void OnAnswered(int requests, long cycle)
    {
        for (var r = 0; r < requests; r++)
        {
            _ready.Enqueue(cycle);
        }
    }
}
