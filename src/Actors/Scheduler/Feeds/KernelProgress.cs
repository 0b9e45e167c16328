using ActorSim.Trace.Records;

namespace ActorSim.Actors.Scheduler.Feeds;

/// <summary>How far a kernel has come.</summary>
internal sealed class KernelProgress(TraceKernel kernel, int partition)
{
    private readonly IndexSet _retired = new();

    public TraceKernel Kernel { get; } = kernel;

    public int Partition { get; } = partition;

    public long Read { get; set; }

    public long Retired { get; private set; }

    /// <summary>In all runs of the kernel so far.</summary>
    public long RetiredInAll { get; private set; }

    /// <summary>All its work-items have been read.</summary>
    public bool Ended { get; set; }

    public bool IsDone => Ended && Retired == Read;

    /// <summary>Core cycle of its last retirement so far.</summary>
    public long LastRetireCycle { get; private set; }

    public void OnRetired(int index, long cycle)
    {
        Retired++;
        RetiredInAll++;
        LastRetireCycle = cycle;
        _retired.Add(index);
    }

    /// <summary>Before the kernel runs once more.</summary>
    public void Restart()
    {
        (Read, Retired, Ended) = (0, 0, false);
        _retired.Clear();
    }

    public bool HasRetired(int index) => _retired.Contains(index);
}
