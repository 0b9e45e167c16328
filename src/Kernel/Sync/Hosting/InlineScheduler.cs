namespace ActorSim.Kernel;

/// <summary>Runs hosts one after the other on the thread that waits, in an order drawn from a seed: any order has to do.</summary>
internal sealed class InlineScheduler(int seed) : IHostScheduler
{
    private readonly List<ProcessHost> _posted = [];
    private readonly Random _random = new(seed);

    public void Open(IReadOnlyList<ProcessHost> hosts)
    {
    }

    public void Post(ProcessHost host) => _posted.Add(host);

    public void Wait(Task completed)
    {
        while (!completed.IsCompleted)
        {
            var pick = _random.Next(_posted.Count);
            var host = _posted[pick];
            _posted[pick] = _posted[^1];
            _posted.RemoveAt(_posted.Count - 1);
            host.Activate();
        }
    }

    public void Dispose()
    {
    }
}
