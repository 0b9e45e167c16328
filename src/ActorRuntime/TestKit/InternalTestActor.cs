using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Queues what it gets for the test. Runs on the senders' threads: what was told is in the queue when Tell returns.</summary>
internal sealed class InternalTestActor(BlockingCollection<MessageEnvelope> queue) : ActorBase
{
    private AutoPilot _pilot = NoAutoPilot.Instance;
    private Predicate<object>? _ignore;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case SetIgnore ignore:
                _ignore = ignore.Ignore;
                break;
            case SetPilot pilot:
                _pilot = pilot.Pilot;
                break;
            case Watching watching:
                Context.Watch(watching.Actor);
                break;
            case Unwatching unwatching:
                Context.Unwatch(unwatching.Actor);
                break;
            default:
                Queue(message);
                break;
        }
        return true;
    }

    private void Queue(object message)
    {
        var next = _pilot.Run(Sender, message);
        if (next is not KeepRunning)
            _pilot = next;
        if (_ignore?.Invoke(message) != true)
            queue.Add(new RealMessageEnvelope(message, Sender));
    }

    public sealed record SetIgnore(Predicate<object>? Ignore);

    public sealed record SetPilot(AutoPilot Pilot);

    public sealed record Watching(IActorRef Actor);

    public sealed record Unwatching(IActorRef Actor);
}
