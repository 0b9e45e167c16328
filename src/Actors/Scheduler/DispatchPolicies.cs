namespace ActorSim.Actors.Scheduler;

/// <summary>Work-item n goes to core n mod cores.</summary>
internal sealed class RoundRobinDispatch : IDispatchPolicy
{
    public int Choose(ReadOnlySpan<long> load, long sequence) => (int)(sequence % load.Length);
}

/// <summary>Blocks of consecutive work-items go to the cores in turn.</summary>
internal sealed class BlockedDispatch(int blockSize) : IDispatchPolicy
{
    public int Choose(ReadOnlySpan<long> load, long sequence) => (int)(sequence / blockSize % load.Length);
}

/// <summary>The first core that has a free slot takes the next work-item.</summary>
internal sealed class FirstFreeDispatch : IDispatchPolicy
{
    public int Choose(ReadOnlySpan<long> load, long sequence) => -1;
}

/// <summary>Each work-item goes to the core with the least cost so far, the lowest index among equals.</summary>
internal sealed class CostAwareDispatch : IDispatchPolicy
{
    public bool WeighsCost => true;

    public int Choose(ReadOnlySpan<long> load, long sequence)
    {
        var least = 0;
        for (var c = 1; c < load.Length; c++)
        {
            least = load[c] < load[least] ? c : least;
        }

        return least;
    }
}
