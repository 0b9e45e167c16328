using ActorSim.Actors.Noc;

namespace ActorSim.Tests.Laws;

/// <summary>One destination of a crossbar with its rule written down naively: every packet has its due cycle, every cycle is visited.</summary>
internal sealed class SlowCrossbar(CrossbarSpec spec, int sources)
{
    private readonly Queue<(long Due, int Tag)>[] _queues = Enumerable.Range(0, sources).Select(_ => new Queue<(long, int)>()).ToArray();
    private readonly long[] _lastDue = Enumerable.Repeat(-1L, sources).ToArray();
    private int _next;

    public int Waiting => _queues.Sum(q => q.Count);

    public void Push(long cycle, int source, int tag)
    {
        var (alone, behind) = (cycle + spec.LatencyCycles, _lastDue[source] + 1);
        var due = spec.Kind == CrossbarKind.Pipelined ? Math.Max(alone, behind) : _queues[source].Count > 0 ? behind : alone;
        _lastDue[source] = due;
        _queues[source].Enqueue((due, tag));
    }

    /// <summary>The tag of the packet that the destination takes in this cycle; -1 if none is due.</summary>
    public int Take(long cycle)
    {
        for (var k = 0; k < sources; k++)
        {
            var s = (_next + k) % sources;
            if (_queues[s].TryPeek(out var head) && head.Due <= cycle)
            {
                _next = (s + 1) % sources;
                return _queues[s].Dequeue().Tag;
            }
        }

        return -1;
    }

    public long Next(long cycle) => Waiting == 0 ? long.MaxValue : Math.Max(cycle + 1, _queues.Where(q => q.Count > 0).Min(q => q.Peek().Due));
}
