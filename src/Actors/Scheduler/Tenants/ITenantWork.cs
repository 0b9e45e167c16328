using ActorSim.Trace.Records;

namespace ActorSim.Actors.Scheduler.Tenants;

/// <summary>What one run of a tenant does.</summary>
public interface ITenantWork
{
    /// <summary>The work of a batch, from its start; the run disposes it. The same for every batch of the same size.</summary>
    /// <param name="requests">Requests in the batch, from 1 to <see cref="TenantSpec.MostPerBatch"/>.</param>
    ITraceSource Open(int requests);
}
