namespace ActorSim.Actors.Scheduler;

/// <summary>Chooses the core of each work-item, among the cores of its partition, when the work-item is read.</summary>
public interface IDispatchPolicy
{
    /// <summary>Place of the core in <paramref name="load"/> for the next work-item, or -1: the first core that asks takes it.</summary>
    /// <param name="load">Cost assigned so far per core of the partition; the caller adds this work-item's.</param>
    /// <param name="sequence">Place of the work-item among those of its partition.</param>
    int Choose(ReadOnlySpan<long> load, long sequence);

    /// <summary>What a work-item adds to its core's load: true, a lower bound of its core cycles on an idle core; false, 1.</summary>
    bool WeighsCost => false;
}
