using ActorSim.Actors.Core;
using ActorSim.Trace;

namespace ActorSim.Actors.Scheduler;

/// <summary>Reads one trace work-item by work-item, keeping its tables and the progress of its kernels.</summary>
internal sealed class TraceFeed(TraceRequest request, int index, int partitions)
{
    private readonly Dictionary<int, KernelProgress> _kernels = [];
    private KernelProgress? _current;

    public TraceRequest Request { get; } = request;

    public TraceProgram Program { get; } = new(request.Name, index);

    public bool Exhausted { get; private set; }

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
                reader.Dispose();
                break;
            }

            if (reader.Kind == TraceObjectKind.WorkItem)
            {
                item = reader.TakeWorkItem();
                kernel = _current!;
                kernel.Read++;
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

    public KernelProgress Kernel(int id) => _kernels[id];

    private void TakeDeclaration(ITraceSource reader)
    {
        switch (reader.Kind)
        {
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

        return _kernels[kernel.Id] = new KernelProgress(kernel, partition);
    }
}
