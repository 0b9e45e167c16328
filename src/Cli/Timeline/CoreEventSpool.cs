using System.Runtime.InteropServices;
using ActorSim.Cli.Errors;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Timeline;

/// <summary>Takes events of cores. Cores may add at once; one core adds from one thread at a time.</summary>
internal interface ICoreEventSink
{
    void Add(CoreEvent e);
}

/// <summary>
/// Events of all cores on their way to a file in order: a small buffer per core, full ones go as sorted chunks to a temporary file, and
/// at the end the chunks are merged by (cycle, core, sequence). That order does not depend on how cores were interleaved, and memory is
/// that of the buffers, of the few chunks that overlap in time, and of a line per chunk that says where it is.
/// </summary>
internal sealed class CoreEventSpool : ICoreEventSink, IDisposable
{
    private const int EventsPerChunk = 512;
    private static readonly Comparison<CoreEvent> InOrder = Compare;
    private readonly FileStream _file;
    private readonly Lock _lock = new();
    private readonly CoreEvent[]?[] _buffers;
    private readonly int[] _counts;
    private readonly long[] _sequences;
    private readonly List<Chunk> _chunks = [];

    /// <param name="folder">Of the temporary file, of which nothing is left however the process ends.</param>
    /// <param name="cores">Cores of the machine.</param>
    public CoreEventSpool(string folder, int cores)
    {
        _file = Open(folder);
        _buffers = new CoreEvent[cores][];
        _counts = new int[cores];
        _sequences = new long[cores];
    }

    public void Add(CoreEvent e)
    {
        var buffer = _buffers[e.Core] ??= new CoreEvent[EventsPerChunk];
        e.Sequence = _sequences[e.Core]++;
        ref var count = ref _counts[e.Core];
        buffer[count++] = e;
        if (count == buffer.Length)
        {
            Write(e.Core);
        }
    }

    /// <summary>All events in order; nothing may be added any more.</summary>
    public IEnumerable<CoreEvent> Merge()
    {
        for (var core = 0; core < _buffers.Length; core++)
        {
            Write(core);
        }

        _chunks.Sort((a, b) => Compare(a.First, b.First));
        var open = new PriorityQueue<(CoreEvent[] Events, int At), CoreEvent>(Comparer<CoreEvent>.Create(InOrder));
        var next = 0;
        while (next < _chunks.Count || open.Count > 0)
        {
            // A chunk is opened when nothing that is open comes before its first event.
            if (open.Count == 0 || (next < _chunks.Count && open.TryPeek(out _, out var least) && Compare(_chunks[next].First, least) < 0))
            {
                var events = Read(_chunks[next++]);
                open.Enqueue((events, 0), events[0]);
                continue;
            }

            var (chunk, at) = open.Dequeue();
            yield return chunk[at];
            if (at + 1 < chunk.Length)
            {
                open.Enqueue((chunk, at + 1), chunk[at + 1]);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private static int Compare(CoreEvent a, CoreEvent b) =>
        a.Cycle != b.Cycle ? a.Cycle.CompareTo(b.Cycle) : a.Core != b.Core ? a.Core.CompareTo(b.Core) : a.Sequence.CompareTo(b.Sequence);

    private static FileStream Open(string folder)
    {
        try
        {
            return TemporaryFile.CreateNameless(folder, "spool");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: cannot hold a temporary file: {IoReason.Of(e)}; set TMPDIR to a folder that can", e);
        }
    }

    private void Write(int core)
    {
        var events = _buffers[core].AsSpan(0, _counts[core]);
        if (events.IsEmpty)
        {
            return;
        }

        events.Sort(InOrder);
        lock (_lock)
        {
            _chunks.Add(new Chunk(_file.Length, events[0].Cycle, events[0].Sequence, events.Length, core));
            _file.Seek(0, SeekOrigin.End);
            _file.Write(MemoryMarshal.AsBytes(events));
        }

        _counts[core] = 0;
    }

    private CoreEvent[] Read(Chunk chunk)
    {
        var events = new CoreEvent[chunk.Count];
        _file.Seek(chunk.Offset, SeekOrigin.Begin);
        _file.ReadExactly(MemoryMarshal.AsBytes(events.AsSpan()));
        return events;
    }

    // As small as it can be: a long run has millions of them.
    private readonly record struct Chunk(long Offset, long Cycle, long Sequence, int Count, int Core)
    {
        /// <summary>As much of its first event as the order needs.</summary>
        public CoreEvent First => new() { Cycle = Cycle, Sequence = Sequence, Core = Core };
    }
}
