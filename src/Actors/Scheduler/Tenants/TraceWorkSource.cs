using System.Globalization;
using ActorSim.Actors.Protocol;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Trace.Records;

namespace ActorSim.Actors.Scheduler.Tenants;

/// <summary>
/// Work from one or several traces, and from tenants. A work-item is read when a core asks for one and none is assigned to it yet, and
/// assigned to a core of its partition by the dispatch policy; what is assigned waits in its core's queue. A queue's head waits for what
/// it depends on.
/// </summary>
public sealed class TraceWorkSource : IWorkSource, IDisposable
{
    private readonly List<TraceFeed> _feeds = [];

    // Those that have more to read, earlier arrivals first.
    private readonly List<TraceFeed> _open = [];
    private readonly Dictionary<(Tenant Tenant, int Batch), TraceFeed> _batches = [];
    private readonly PartitionServer[] _servers;
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
    /// <param name="tenants">Senders of requests; null: none.</param>
    public TraceWorkSource(
        SchedulerSpec spec, int cores, IReadOnlyList<TraceRequest> requests, int injectionPorts, int requestBytes,
        IReadOnlyList<Tenant>? tenants = null)
    {
        Tenants = tenants ?? [];
        _injectionPorts = injectionPorts * requestBytes;
        _queues = new Queue<Waiting>[cores];
        _partitionOf = new int[cores];
        Array.Fill(_partitionOf, -1);
        _partitions = new Partition[Math.Max(1, spec.Partitions.Count)];
        for (var p = 0; p < _partitions.Length; p++)
        {
            var members = spec.Partitions.Count > 0 ? spec.Partitions[p].ToArray() : AllOf(cores);
            _partitions[p] = new Partition(members, DispatchCatalog.Create(spec));
            foreach (var c in _partitions[p].Cores)
            {
                _partitionOf[c] = p;
            }
        }

        for (var c = 0; c < cores; c++)
        {
            _queues[c] = new Queue<Waiting>();
        }

        foreach (var request in requests.Count > 1 ? requests.OrderBy(r => r.ArrivalCycle) : requests.AsEnumerable())
        {
            _feeds.Add(new TraceFeed(request, _feeds.Count, _partitions.Length));
        }

        if (Tenants.FirstOrDefault(t => t.Spec.Partition >= _partitions.Length) is { } astray)
        {
            throw new InvalidSystemException($"{astray.Spec.Name}: there is no partition {astray.Spec.Partition}; "
                + $"the system has {_partitions.Length} (scheduler.partitions), counted from 0");
        }

        _open.AddRange(_feeds);
        _servers = new PartitionServer[_partitions.Length];
        for (var p = 0; p < _servers.Length; p++)
        {
            _servers[p] = new PartitionServer(Tenants.Where(t => t.Spec.Partition == p).ToArray(), OpenBatch);
        }
    }

    /// <summary>The tenants, in the order in which they were given.</summary>
    public IReadOnlyList<Tenant> Tenants { get; }

    /// <summary>The traces' tables, in order of arrival.</summary>
    public IEnumerable<TraceProgram> Programs => _feeds.Select(f => f.Program);

    /// <summary>Kernels begun so far: trace, kernel, work-items retired, core cycle of the last retirement.</summary>
    public IEnumerable<(TraceProgram Program, TraceKernel Kernel, long Retired, long LastRetireCycle)> Kernels =>
        _feeds.SelectMany(f => f.Kernels.Select(k => (f.Program, k.Kernel, k.RetiredInAll, k.LastRetireCycle)));

    public bool HasWork => _open.Count > 0 || Array.Exists(_queues, q => q.Count > 0)
        || Array.Exists(_partitions, p => p.Shared.Count > 0) || Array.Exists(_servers, s => s.HasWork);

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

        var partition = _partitionOf[core];
        return _queues[core].Count > 0 || _partitions[partition].Shared.Count > 0 || _servers[partition].HasWork || MayRead(partition);
    }

    public void OnRetired(int trace, int kernelId, int index, long cycle)
    {
        var feed = _feeds[trace];
        feed.OnRetired(kernelId, index, cycle);
        if (!feed.IsIdle || feed.Request.Partition is not { } partition || !_servers[partition].Runs(feed))
        {
            return;
        }

        // The cores may all have had no reason yet to ask for more, and so to find the end of the batch.
        if (!feed.Exhausted)
        {
            ReadFrom(feed);
        }

        _servers[partition].TryEnd(feed, cycle);
    }

    public long NextArrival(long cycle)
    {
        var next = long.MaxValue;
        foreach (var feed in _open)
        {
            if (feed.Request.ArrivalCycle > cycle)
            {
                next = feed.Request.ArrivalCycle;
                break;
            }
        }

        foreach (var server in _servers)
        {
            if (server.NextStart is var start && start > cycle)
            {
                next = Math.Min(next, start);
            }
        }

        return next;
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
    private static int[] AllOf(int cores)
    {
        var all = new int[cores];
        for (var c = 0; c < cores; c++)
        {
            all[c] = c;
        }

        return all;
    }

    private bool ReadOne(int partition, long cycle)
    {
        _servers[partition].TryStart(cycle);
        for (var f = 0; f < _open.Count; f++)
        {
            var feed = _open[f];
            if (feed.Request.ArrivalCycle > cycle || (feed.Request.Partition ?? partition) != partition)
            {
                continue;
            }

            if (ReadFrom(feed))
            {
                return true;
            }

            // A batch without any work is answered at once, and another may start.
            f = _servers[partition].TryEnd(feed, cycle) && _servers[partition].TryStart(cycle) ? -1 : f - 1;
        }

        return false;
    }

    // A batch that starts in another partition must not bring back the hope of one that has no more work: a promise would fall.
    private bool MayRead(int partition)
    {
        foreach (var feed in _open)
        {
            if ((feed.Request.Partition ?? partition) == partition)
            {
                return true;
            }
        }

        return false;
    }

    private bool ReadFrom(TraceFeed feed)
    {
        if (feed.TryRead(out var item, out var kernel))
        {
            Assign(new Waiting(new AssignedWorkItem(item, feed.Program, _ordinal++), feed, kernel));
            return true;
        }

        _open.Remove(feed);
        return false;
    }

    private TraceFeed OpenBatch(Tenant tenant, int size, long cycle)
    {
        var name = tenant.Spec.MostPerBatch == 1 ? tenant.Spec.Name
            : string.Create(CultureInfo.InvariantCulture, $"{tenant.Spec.Name} (batch {size})");
        var request = new TraceRequest(tenant.Work.Open(size), name, cycle, tenant.Spec.Partition);
        if (_batches.TryGetValue((tenant, size), out var feed))
        {
            feed.Restart(request);
        }
        else
        {
            feed = new TraceFeed(request, _feeds.Count, _partitions.Length);
            _feeds.Add(feed);
            _batches.Add((tenant, size), feed);
        }

        var later = _open.FindIndex(f => f.Request.ArrivalCycle > cycle);
        _open.Insert(later < 0 ? _open.Count : later, feed);
        return feed;
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

        partition.Load[place] += partition.Policy.WeighsCost ? Cost(waiting.Item) : 1;
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
