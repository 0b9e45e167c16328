using ActorSim.Kernel;
using Akka.Actor;

namespace ActorSim.Tests.Unit;

/// <summary>
/// A unit's neighbour under a clock that the test winds: sends what the test says, at the times it says, and tells an actor what comes.
/// </summary>
internal sealed class Probe(string name, Clock clock, IActorRef observer) : LogicalProcess(name)
{
    private readonly List<(SimTime At, Action Send)> _plan = [];

    /// <summary>Answers an input, if set; it may send.</summary>
    public Action<SimEvent>? Answer { get; set; }

    /// <summary>It says of itself that it sends nothing but for what comes in (it still sends what it has planned).</summary>
    public bool OnlyReacts { get; init; }

    /// <summary>Has <paramref name="send"/> called at <paramref name="at"/>; it may send.</summary>
    public void Plan(SimTime at, Action send) => _plan.Add((at, send));

    public override SimTime Outlook(Link link, SimTime now) => OnlyReacts ? SimTime.Never : base.Outlook(link, now);

    public override void Start()
    {
        for (var i = 0; i < _plan.Count; i++)
        {
            Schedule(_plan[i].At, 0, 0, i);
        }
    }

    protected override void Handle(in SimEvent e)
    {
        if (e.Kind == 0)
        {
            _plan[(int)e.Data].Send();
            return;
        }

        observer.Tell(new Seen(clock.LastAtOrBefore(Now), e.Kind, e.Data));
        Answer?.Invoke(e);
    }

    /// <summary>An event that reached the probe, and the clock's cycle in which it did.</summary>
    internal readonly record struct Seen(long Cycle, int Kind, long Data);
}
