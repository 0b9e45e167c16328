namespace ActorSim.Actors.Scheduler.Arrivals;

/// <summary>When the requests of a tenant arrive. Cycles never decrease from one request to the next.</summary>
public interface IArrivalProcess
{
    /// <summary>
    /// Core cycle of the next request; <see cref="long.MaxValue"/> if it depends on one that has not been answered yet. Cycles of the
    /// future may be asked for: they are never taken back.
    /// </summary>
    long Next { get; }

    /// <summary>Goes on to the request after the next one.</summary>
    void Take();

    /// <summary>So many requests have been answered in this cycle.</summary>
    void OnAnswered(int requests, long cycle);
}
