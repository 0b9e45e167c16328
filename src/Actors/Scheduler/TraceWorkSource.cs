using System.Globalization;
using ActorSim.Actors.Core;
using ActorSim.Trace;

namespace ActorSim.Actors.Scheduler;

/// <summary>
/// Work from one or several traces. A work-item is read when a core asks for one and none is assigned to it yet, and assigned to a core
/// of its partition by the dispatch policy; what is assigned waits in its core's queue. A queue's head waits for what it depends on.
/// </summary>
public sealed class TraceWorkSource : IWorkSource, IDisposable
{
    private readonly List<TraceFeed> _feeds = [];
    private readonly Partition[] _partitions;
    private readonly int[] _partitionOf;
    private readonly Queue<Waiting>[] _queues;
    private readonly int _injectionPorts;
    private long _ordinal;

    /// <param name="spec">Policy and partitions.</param>
    /// <param name="cores">Cores of the machine.</param>
    /// <param name="requests">Traces, disposed with this source.</param>
    /// <param name="injectionPorts">Requests per cycle of a DMA engine, for the cost of a work-item.</param>
    /// <param name="requestBytes">Bytes of a request, likewise.</param>
    public TraceWorkSource(SchedulerSpec spec, int cores, IReadOnlyList<TraceRequest> requests, int injectionPorts, int requestBytes)
    {
        _injectionPorts = injectionPorts * requestBytes;
        _queues = new Queue<Waiting>[cores];
        _partitionOf = new int[cores];
        Array.Fill(_partitionOf, -1);
        var sets = spec.Partitions.Count > 0 ? spec.Partitions : [Enumerable.Range(0, cores).ToArray()];
        _partitions = sets.Select(s => new Partition(s.ToArray(), DispatchCatalog.Create(spec))).ToArray();
        for (var p = 0; p < _partitions.Length; p++)
        {
            foreach (var c in _partitions[p].Cores)
            {
                _partitionOf[c] = p;
            }
        }

        for (var c = 0; c < cores; c++)
        {
            _queues[c] = new Queue<Waiting>();
        }

        foreach (var request in requests.OrderBy(r => r.ArrivalCycle))
        {
            _feeds.Add(new TraceFeed(request, _feeds.Count, _partitions.Length));
        }
    }

    /// <summary>The traces' tables, in order of arrival.</summary>
    public IEnumerable<TraceProgram> Programs => _feeds.Select(f => f.Program);

    /// <summary>Kernels begun so far: trace, kernel, work-items retired, core cycle of the last retirement.</summary>
    public IEnumerable<(TraceProgram Program, TraceKernel Kernel, long Retired, long LastRetireCycle)> Kernels =>
        _feeds.SelectMany(f => f.Kernels.Select(k => (f.Program, k.Kernel, k.Retired, k.LastRetireCycle)));

    public bool HasWork => _feeds.Exists(f => !f.Exhausted) || Array.Exists(_queues, q => q.Count > 0)
        || Array.Exists(_partitions, p => p.Shared.Count > 0);

    public bool TryTake(int core, long cycle, out AssignedWorkItem item)
    {
        item = null!;
        if (_partitionOf[core] < 0)
        {
            return false;
        }

        var partition = _partitions[_partitionOf[core]];
        while (_queues[core].Count == 0 && partition.Shared.Count == 0)
        {
            if (!ReadOne(_partitionOf[core], cycle))
            {
                return false;
            }
        }

        var queue = _queues[core].Count > 0 ? _queues[core] : partition.Shared;
        var head = queue.Peek();
        if (!head.Feed.MayStart(head.Kernel, head.Item))
        {
            return false;
        }

        item = queue.Dequeue().Item;
        return true;
    }

    public bool MayHaveWorkFor(int core)
    {
        if (_partitionOf[core] < 0)
        {
            return false;
        }

        return _queues[core].Count > 0 || _partitions[_partitionOf[core]].Shared.Count > 0 || _feeds.Exists(static f => !f.Exhausted);
    }

    public void OnRetired(AssignedWorkItem item, long cycle) =>
        _feeds[item.Program.Index].Kernel(item.KernelId).OnRetired(item.Index, cycle);

    public long NextArrival(long cycle)
    {
        foreach (var feed in _feeds)
        {
            if (feed.Request.ArrivalCycle > cycle)
            {
                return feed.Request.ArrivalCycle;
            }
        }

        return long.MaxValue;
    }

    public string DescribeWait()
    {
        var waiting = _queues.Sum(q => q.Count) + _partitions.Sum(p => p.Shared.Count);
        return string.Create(CultureInfo.InvariantCulture, $"{waiting} work-item(s) read and not handed out");
    }

    public void Dispose()
    {
        foreach (var feed in _feeds)
        {
            feed.Request.Reader.Dispose();
        }
    }

    // One work-item of a trace that has arrived and may run in the partition, earlier arrivals first.
    private bool ReadOne(int partition, long cycle)
    {
        foreach (var feed in _feeds)
        {
            if (feed.Exhausted || feed.Request.ArrivalCycle > cycle || (feed.Request.Partition ?? partition) != partition)
            {
                continue;
            }

            if (feed.TryRead(out var item, out var kernel))
            {
                Assign(new Waiting(new AssignedWorkItem(item, feed.Program, _ordinal++), feed, kernel));
                return true;
            }
        }

        return false;
    }

    private void Assign(Waiting waiting)
    {
        var partition = _partitions[waiting.Kernel.Partition];
        var place = partition.Policy.Choose(partition.Load, partition.Sequence++);
        if (place < 0)
        {
            partition.Shared.Enqueue(waiting);
            return;
        }

        partition.Load[place] += partition.Policy is CostAwareDispatch ? Cost(waiting.Item) : 1;
        _queues[partition.Cores[place]].Enqueue(waiting);
    }

    // Lower bound of its time on an idle core: the longer of its computes and its transfers, in cycles.
    private long Cost(AssignedWorkItem item)
    {
        long computes = 0;
        long bytes = 0;
        foreach (ref readonly var record in item.Item.Records)
        {
            if (record.Kind == RecordKind.Compute)
            {
                var cost = item.Program.Cost(record.TileId);
                computes += cost.Cycles - cost.OverlapCycles;
            }
            else if (record.Kind == RecordKind.Dma)
            {
                long elements = 1;
                foreach (var d in item.Item.Dims(in record))
                {
                    elements *= d;
                }

                bytes += elements * record.ElementBytes;
            }
        }

        return Math.Max(computes, bytes / _injectionPorts);
    }

    private sealed class Partition(int[] cores, IDispatchPolicy policy)
    {
        public int[] Cores { get; } = cores;

        public IDispatchPolicy Policy { get; } = policy;

        public long[] Load { get; } = new long[cores.Length];

        public long Sequence { get; set; }

        /// <summary>Work-items for whichever core asks first.</summary>
        public Queue<Waiting> Shared { get; } = new();
    }

    private readonly record struct Waiting(AssignedWorkItem Item, TraceFeed Feed, KernelProgress Kernel);
}
