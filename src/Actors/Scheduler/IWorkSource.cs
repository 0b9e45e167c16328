using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Scheduler;

/// <summary>Where the scheduler gets its work from, read only as far as cores ask for it.</summary>
public interface IWorkSource
{
    /// <summary>The next work-item for <paramref name="core"/>, if there is one that may start in <paramref name="cycle"/>.</summary>
    bool TryTake(int core, long cycle, out AssignedWorkItem item);

    /// <summary>A work-item has retired: others may depend on it.</summary>
    void OnRetired(int trace, int kernelId, int index, long cycle);

    /// <summary>The next cycle after <paramref name="cycle"/> in which work arrives by itself; <see cref="long.MaxValue"/> if none does.</summary>
    long NextArrival(long cycle);

    /// <summary>False if <paramref name="core"/> will certainly get nothing more.</summary>
    bool MayHaveWorkFor(int core);

    /// <summary>Work is left that nobody has taken. May read ahead to find out.</summary>
    bool HasWork { get; }

    /// <summary>What the work that is left waits for, for the message of a frozen run.</summary>
    string DescribeWait();
}
