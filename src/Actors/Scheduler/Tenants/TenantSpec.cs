namespace ActorSim.Actors.Scheduler.Tenants;

/// <summary>Who sends requests, and how they are served.</summary>
/// <param name="Name">For messages and reports.</param>
/// <param name="Process">How its requests arrive, for reports.</param>
/// <param name="Requests">How many it sends, 1 or more.</param>
/// <param name="Partition">Cores it runs on, by index of <see cref="SchedulerSpec.Partitions"/>.</param>
/// <param name="MostPerBatch">Requests that one run may answer together, 1 or more.</param>
/// <param name="WaitCycles">
/// A free partition waits for a full batch, but no request longer than this for its batch to start; null: whatever has arrived runs.
/// </param>
public sealed record TenantSpec(
    string Name, string Process, int Requests, int Partition = 0, int MostPerBatch = 1, long? WaitCycles = null);
