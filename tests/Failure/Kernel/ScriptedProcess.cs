using ActorSim.Kernel;

namespace ActorSim.Tests.Failure;

/// <summary>Does at each event what the test says.</summary>
internal sealed class ScriptedProcess(string name, Action<ScriptedProcess> handle, string? waits = null) : LogicalProcess(name)
{
    public Func<Link, SimTime, SimTime, SimTime>? Promise { get; init; }

    public long FirstEvent { get; init; } = 10;

    public bool IsMarkedCoarse { get; init; }

    public override bool IsCoarseGrained => IsMarkedCoarse;

    public override void Start()
    {
        if (FirstEvent >= 0)
        {
            At(FirstEvent);
        }
    }

    public void At(long ticks, int kind = 7) => Schedule(new SimTime(ticks), 0, kind);

    public override SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput) =>
        Promise?.Invoke(link, nextEvent, nextInput) ?? base.EarliestOutput(link, nextEvent, nextInput);

    public override string? DescribeWait() => waits;

    protected override void Handle(in SimEvent e) => handle(this);
}
