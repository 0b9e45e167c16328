using ActorSim.Kernel.Model;
using Akka.Actor;

namespace ActorSim.Kernel.Dispatch;

/// <summary>All messages in one queue, handled one after the other in the order of time on the calling thread.</summary>
internal sealed class SequentialDriver : IDriver
{
    private const int MessagesPerCancellationCheck = 1024;
    private readonly RunControl _run;
    private readonly Unit[] _units;
    private readonly TimeQueue _queue;
    private readonly Dictionary<LinkBundle, BundlePromise> _promises = [];

    public SequentialDriver(Topology topology, RunControl run)
    {
        _run = run;
        _units = [.. topology.Units];
        _queue = new TimeQueue(TurnOrder.Ranks(topology));
        foreach (var bundle in topology.Bundles)
        {
            _promises.Add(bundle, new BundlePromise(bundle));
        }
    }

    public bool PrefersEarlyWork => false;

    /// <summary>Times that a unit was invoked.</summary>
    public long Activations { get; private set; }

    /// <summary>Messages that nobody has handled.</summary>
    public int Pending => _queue.Count;

    /// <summary>Runs until no message is left, the run fails, or it is cancelled.</summary>
    public void Run(CancellationToken cancel)
    {
        while (_queue.Count > 0 && !_run.HasFailed && !cancel.IsCancellationRequested)
        {
            RunSome();
            if (_run.WantsAttention)
            {
                _run.Attend();
            }
        }
    }

    public void File(TimedMessage message)
    {
        if (message.Source != message.Target)
        {
            _units[message.Target].Foresee(message);
        }

        _queue.Add(message);
    }

    public TimedMessage? TakeNext(Unit unit) => _run.WantsAttention ? null : _queue.TakeFor(unit.Index, unit.Now.Ticks);

    // Every unit stands at the present or later, so a link carries nothing before its lookahead from here. One without lookahead
    // carries nothing of this time any more: its source had its turn before.
    public SimTime HorizonOver(Link link)
    {
        var now = ((SingleLink)link).Target.Now;
        var known = SimTime.Max(link.Clock, now + Math.Max(link.LookaheadTicks, 1));
        return SimTime.Max(known, link.Source.Promise(link, now));
    }

    public SimTime HorizonOver(LinkBundle bundle, Unit target) => _promises[bundle].HorizonAt(target.Now);

    public SimTime PromisedOver(LinkBundle bundle, Unit target) => _promises[bundle].ClockAt(target.Now);

    private void RunSome()
    {
        for (var left = MessagesPerCancellationCheck; left > 0 && _queue.Count > 0 && !_run.WantsAttention; left--)
        {
            var message = _queue.Take();
            Activations++;
            _units[message.Target].Cell!.Invoke(new Envelope(message, _units[message.Source].Address));
        }
    }

    /// <summary>What is known of all fans of a bundle together, found once for each time at which somebody asks.</summary>
    private sealed class BundlePromise(LinkBundle bundle)
    {
        private readonly FanLink[] _fans = [.. bundle.FanLinks];
        private SimTime _askedAt = SimTime.Never;
        private SimTime _clockAskedAt = SimTime.Never;
        private SimTime _horizon;
        private SimTime _clock;

        public SimTime HorizonAt(SimTime now)
        {
            if (now != _askedAt)
            {
                _askedAt = now;
                var horizon = SimTime.Never;
                foreach (var fan in _fans)
                {
                    horizon = SimTime.Min(horizon, SimTime.Max(fan.Clock, fan.Source.Promise(fan, now)));
                }

                _horizon = SimTime.Max(horizon, now + bundle.LookaheadTicks);
            }

            return _horizon;
        }

        public SimTime ClockAt(SimTime now)
        {
            if (now != _clockAskedAt)
            {
                _clockAskedAt = now;
                var clock = SimTime.Never;
                foreach (var fan in _fans)
                {
                    clock = SimTime.Min(clock, fan.Clock);
                }

                _clock = SimTime.Max(clock, now + bundle.LookaheadTicks);
            }

            return _clock;
        }
    }
}
