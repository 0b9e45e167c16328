using ActorSim.Actors.Protocol;
using ActorSim.Trace.Records;

namespace ActorSim.Actors.Scheduler.Feeds;

/// <summary>
/// Reads one trace work-item by work-item, keeping its tables and the progress of its kernels. The trace of a tenant's batches runs
/// once for each of them.
/// </summary>
internal sealed class TraceFeed(TraceRequest request, int index, int partitions)
{
    private readonly Dictionary<int, KernelProgress> _kernels = [];
    private KernelProgress? _current;
    private long _outstanding;

    // Cores read the tables while they work; those of a second run would be the same.
    private bool _hasTables;

    public TraceRequest Request { get; private set; } = request;

    public TraceProgram Program { get; } = new(request.Name, index);

    public bool Exhausted { get; private set; }

    /// <summary>What has been read has retired.</summary>
    public bool IsIdle => _outstanding == 0;

    /// <summary>All of it has been read and has retired.</summary>
    public bool IsDone => Exhausted && IsIdle;

    public IEnumerable<KernelProgress> Kernels => _kernels.Values.OrderBy(k => k.Kernel.Id);

    /// <summary>The next work-item and its kernel; false at the end of the trace.</summary>
    /// <exception cref="TraceException">The trace is malformed.</exception>
    public bool TryRead(out WorkItem item, out KernelProgress kernel)
    {
        var reader = Request.Reader;
        while (!Exhausted)
        {
            if (!reader.Read())
            {
                Exhausted = true;
                _hasTables = true;
                reader.Dispose();
                break;
            }

            if (reader.Kind == TraceObjectKind.WorkItem)
            {
                item = reader.TakeWorkItem();
                kernel = _current!;
                kernel.Read++;
                _outstanding++;
                return true;
            }

            TakeDeclaration(reader);
        }

        item = null!;
        kernel = null!;
        return false;
    }

    /// <summary>Everything the work-item depends on has ended.</summary>
    public bool MayStart(KernelProgress kernel, AssignedWorkItem item)
    {
        foreach (var id in kernel.Kernel.DependsOn)
        {
            if (!_kernels[id].IsDone)
            {
                return false;
            }
        }

        foreach (var index in item.Item.DependsOn)
        {
            if (!kernel.HasRetired(index))
            {
                return false;
            }
        }

        return true;
    }

    public void OnRetired(int kernelId, int index, long cycle)
    {
        _outstanding--;
        _kernels[kernelId].OnRetired(index, cycle);
    }

    /// <summary>Runs the same trace again.</summary>
    public void Restart(TraceRequest request)
    {
        Request = request;
        Exhausted = false;
        foreach (var kernel in _kernels.Values)
        {
            kernel.Restart();
        }
    }

    private void TakeDeclaration(ITraceSource reader)
    {
        switch (reader.Kind)
        {
            case TraceObjectKind.Tensor or TraceObjectKind.Buffer or TraceObjectKind.TileCost when _hasTables:
                break;
            case TraceObjectKind.Tensor:
                Program.Add(reader.Tensor);
                break;
            case TraceObjectKind.Buffer:
                Program.Add(reader.Buffer);
                break;
            case TraceObjectKind.TileCost:
                Program.Add(reader.TileCost);
                break;
            case TraceObjectKind.KernelBegin:
                _current = Begin(reader.Kernel);
                break;
            case TraceObjectKind.KernelEnd:
                _kernels[reader.KernelEnd.KernelId].Ended = true;
                break;
            default:
                break;
        }
    }

    private KernelProgress Begin(TraceKernel kernel)
    {
        var partition = Request.Partition ?? kernel.Partition;
        if (partition >= partitions)
        {
            throw new InvalidSystemException($"{Request.Name}: kernel {kernel.Id} ('{kernel.Name}') runs in partition {partition}, but the system has "
                + $"{partitions} (scheduler.partitions); declare it there or choose one with --request TRACE@CYCLE,PARTITION");
        }

        if (!_kernels.TryGetValue(kernel.Id, out var progress))
        {
            _kernels.Add(kernel.Id, progress = new KernelProgress(kernel, partition));
        }

        return progress;
    }
}
