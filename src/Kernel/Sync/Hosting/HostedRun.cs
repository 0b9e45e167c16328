using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace ActorSim.Kernel;

/// <summary>
/// A run of hosts. It counts those awake; when the last one falls asleep nothing is on its way any more that does not lie in an inbox,
/// and a global bound lets the run go on: every time in window mode, and to jump over quiet time with null messages.
/// </summary>
internal sealed class HostedRun
{
    private readonly RunState _state;
    private readonly IHostScheduler _scheduler;
    private readonly ProcessHost[] _hosts;
    private readonly LinkChannel[] _channels;
    private readonly GlobalBound _bound;
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<ProcessHost> _ready = [];
    private readonly long _maxEvents;
    private Exception? _failure;
    private AwakeCount _awake;
    private volatile bool _stopping;

    public HostedRun(RunState state, IHostScheduler scheduler, bool usesPromises, long maxEvents)
    {
        _state = state;
        _scheduler = scheduler;
        _maxEvents = maxEvents;
        UsesPromises = usesPromises;
        _hosts = state.Topology.Processes.Select(p => new ProcessHost(p, this)).ToArray();
        _channels = state.Topology.Links.Select(l => new LinkChannel(l, _hosts[l.Source.Index], _hosts[l.Target.Index])).ToArray();
        foreach (var channel in _channels)
        {
            if (channel.Link.RequestLink is { } request)
            {
                channel.Pair(_channels[request.Index]);
            }
        }

        foreach (var host in _hosts)
        {
            host.Wire(host.Process.Inputs.Select(ChannelOf).ToArray(), host.Process.Outputs.Select(ChannelOf).ToArray());
        }

        _bound = new GlobalBound(_hosts, _channels);
    }

    /// <summary>Whether processes promise and wake each other between global bounds.</summary>
    public bool UsesPromises { get; }

    public bool IsStopping => _stopping;

    public LinkChannel ChannelOf(Link link) => _channels[link.Index];

    /// <summary>Runs until no event is left, about the given number is handled, or the run is cancelled; then all events that are left
    /// lie in the run's state again.</summary>
    public void Run(CancellationToken cancel)
    {
        foreach (var e in _state.Pending)
        {
            _hosts[e.Target].Preload(in e);
        }

        _state.Pending.Clear();
        using (cancel.Register(() => _stopping = true))
        {
            _scheduler.Open(_hosts);
            var watch = Stopwatch.StartNew();
            StandStill();
            _scheduler.Wait(_completed.Task);
            _state.Busy += watch.Elapsed;
        }

        Collect();
        if (_failure != null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }

    /// <summary>A host woke up.</summary>
    public void Rises(ProcessHost host)
    {
        _awake.Increment();
        _scheduler.Post(host);
    }

    /// <summary>A host that is awake wants another activation.</summary>
    public void Repost(ProcessHost host) => _scheduler.Post(host);

    /// <summary>A host fell asleep.</summary>
    public void Sinks()
    {
        if (_awake.Decrement())
        {
            StandStill();
        }
    }

    /// <summary>A host has handled so many events: when it seems that all together have handled enough, the run ends.</summary>
    public void Progress(long handledByOne)
    {
        if (UsesPromises && handledByOne > _maxEvents / _hosts.Length)
        {
            _stopping = true;
        }
    }

    public void Fail(Exception exception)
    {
        Interlocked.CompareExchange(ref _failure, exception, null);
        _stopping = true;
    }

    // Nobody is awake: the calling thread owns everything.
    private void StandStill()
    {
        try
        {
            GoOn();
        }
        catch (Exception exception)
        {
            Fail(exception);
            _completed.TrySetResult();
        }
    }

    private void GoOn()
    {
        long handled = 0;
        foreach (var host in _hosts)
        {
            host.Drain();
            handled += host.Handled;
        }

        if (_stopping || handled >= _maxEvents || !_bound.Compute())
        {
            _completed.TrySetResult();
            return;
        }

        _state.Rounds++;
        foreach (var host in _hosts)
        {
            host.SetSafe(_bound.Of(host));
        }

        if (UsesPromises)
        {
            Publish();
        }

        WakeReady();
    }

    private void WakeReady()
    {
        _ready.Clear();
        foreach (var host in _hosts)
        {
            if (host.NextTicks < _bound.Of(host))
            {
                host.Rouse();
                _ready.Add(host);
            }
        }

        if (_ready.Count == 0)
        {
            throw Deadlock.Describe(_hosts, _bound);
        }

        // All are counted and marked before the first runs: it could fall asleep again, or summon the second.
        _awake.Set(_ready.Count);
        for (var i = _ready.Count - 1; i >= 0; i--)
        {
            _scheduler.Post(_ready[i]);
        }
    }

    private void Publish()
    {
        foreach (var channel in _channels)
        {
            channel.Jump(_bound.Of(channel));
        }

        foreach (var host in _hosts)
        {
            host.Inputs.Read();
            host.Blocked.Sleep(host.Inputs.Slowest, host.NextTicks);
        }
    }

    private void Collect()
    {
        foreach (var host in _hosts)
        {
            _state.Events += host.Handled;
            _state.Messages += host.Output.Messages;
            _state.NullMessages += host.Output.NullMessages;
            host.Unload(_state.Pending);
        }
    }
}
