using ActorSim.Kernel.Model;

namespace ActorSim.Tests.Failure;

/// <summary>What scripted units receive.</summary>
public sealed class Cue : TimedMessage;

/// <summary>Does at each message what the test says.</summary>
internal sealed class ScriptedUnit(string name, Action<ScriptedUnit> handle, string? waits = null) : ActorSim.Kernel.Model.Unit(name)
{
    public Func<Link, SimTime, SimTime, SimTime>? PromiseOf { get; init; }

    public long FirstMessage { get; init; } = 10;

    public override void Start()
    {
        if (FirstMessage >= 0)
        {
            At(FirstMessage);
        }
    }

    public void At(long ticks) => Schedule(new SimTime(ticks), 0, new Cue());

    public void Send(SimTime time) => ((Link<Cue>)Outputs[0]).Send(new Cue(), time, 0);

    public override SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput) =>
        PromiseOf?.Invoke(link, nextEvent, nextInput) ?? base.EarliestOutput(link, nextEvent, nextInput);

    public override string? DescribeWait() => waits;

    public override UnitActor CreateActor() => new ScriptedActor(this);

    private sealed class ScriptedActor(ScriptedUnit unit) : UnitActor(unit)
    {
        protected override void On(TimedMessage message) => unit.Handle();
    }

    private void Handle() => handle(this);
}
