using ActorSim.Kernel.Model;
using Akka.Actor;

namespace ActorSim.Tests.Unit;

/// <summary>
/// A unit's neighbour under a clock that the test winds: sends what the test says, at the times it says, and tells a test actor what comes.
/// </summary>
internal sealed class ProbeUnit(string name, Clock clock, IActorRef observer) : ActorSim.Kernel.Model.Unit(name)
{
    private readonly List<(SimTime At, Action Send)> _plan = [];
    private readonly SortedSet<(SimTime At, int Number)> _due = [];
    private int _planned;
    private bool _started;

    /// <summary>Answers an input, if set; it may send.</summary>
    public Action<TimedMessage>? Answer { get; set; }

    /// <summary>It promises to send nothing but what it has planned by now and for what comes in.</summary>
    public bool OnlyReacts { get; init; }

    /// <summary>What the test actor is told of a message.</summary>
    public Func<TimedMessage, object> Describe { get; init; } = static message => message.GetType().Name;

    /// <summary>Has <paramref name="send"/> called at <paramref name="at"/>, before a run or while it stands still; it may send.</summary>
    public void Plan(SimTime at, Action send)
    {
        if (_started)
        {
            Await(at, send);
        }
        else
        {
            _plan.Add((at, send));
        }
    }

    public override void Start()
    {
        _started = true;
        foreach (var (at, send) in _plan)
        {
            Await(at, send);
        }
    }

    public override SimTime Promise(Link link, SimTime now) =>
        !OnlyReacts ? base.Promise(link, now) : _due.Count == 0 ? SimTime.Never : _due.Min.At + link.LookaheadTicks;

    public override UnitActor CreateActor() => new ProbeActor(this);

    private void Await(SimTime at, Action send)
    {
        var due = (at, _planned++);
        _due.Add(due);
        Schedule(at, 0, new PlanDue(() =>
        {
            _due.Remove(due);
            send();
        }));
    }

    private void OnMessage(TimedMessage message)
    {
        observer.Tell(new Seen(clock.LastAtOrBefore(Now), Describe(message)) { At = Now });
        Answer?.Invoke(message);
    }

    /// <summary>A message that reached the probe, and the clock's cycle in which it did.</summary>
    internal readonly record struct Seen(long Cycle, object What)
    {
        /// <summary>The time itself.</summary>
        public SimTime At { get; init; }
    }

    private sealed class PlanDue(Action send) : TimedMessage
    {
        public Action Send => send;
    }

    private sealed class ProbeActor(ProbeUnit unit) : UnitActor(unit)
    {
        protected override void On(TimedMessage message)
        {
            if (message is PlanDue due)
            {
                due.Send();
            }
            else
            {
                unit.OnMessage(message);
            }
        }
    }
}
