namespace ActorSim.Actors.Scheduler.Tenants;

/// <summary>What a tenant saw. Latency = queueing + service, for each request.</summary>
public sealed class TenantStats
{
    /// <summary>Requests answered.</summary>
    public int Answered => Latency.Count;

    /// <summary>Runs that answered them.</summary>
    public long Batches { get; private set; }

    /// <summary>Requests of the largest of them.</summary>
    public int LargestBatch { get; private set; }

    /// <summary>Core cycle in which the first request arrived that has been answered; 0 without any.</summary>
    public long FirstArrivalCycle { get; private set; }

    /// <summary>Core cycle of the last answer; 0 without any.</summary>
    public long LastFinishCycle { get; private set; }

    /// <summary>Core cycles in which its partition worked for it.</summary>
    public long ServiceCycles { get; private set; }

    /// <summary>From a request's arrival to the start of its batch.</summary>
    public CycleDistribution Queueing { get; } = new();

    /// <summary>From the start of a request's batch to the retirement of its last work-item.</summary>
    public CycleDistribution Service { get; } = new();

    /// <summary>From a request's arrival to its answer.</summary>
    public CycleDistribution Latency { get; } = new();

    internal void Add(IReadOnlyList<long> arrivals, long start, long finish)
    {
        FirstArrivalCycle = Batches == 0 ? arrivals[0] : FirstArrivalCycle;
        LastFinishCycle = finish;
        ServiceCycles += finish - start;
        Batches++;
        LargestBatch = Math.Max(LargestBatch, arrivals.Count);
        foreach (var arrival in arrivals)
        {
            Queueing.Add(start - arrival);
            Service.Add(finish - start);
            Latency.Add(finish - arrival);
        }
    }
}
