namespace ActorSim.Kernel;

/// <summary>Collects what processes schedule and send before the first event.</summary>
internal sealed class StartExecutor(List<SimEvent> pending) : IExecutor
{
    public void Deliver(Link link, in SimEvent e)
    {
        link.Target.Learn(in e);
        pending.Add(e);
    }

    public void ScheduleLocal(LogicalProcess process, in SimEvent e) => pending.Add(e);

    public void Promised(Link link)
    {
    }

    public SimTime HorizonOf(LogicalProcess process) => new(1);

    public SimTime ClockOf(Link link) => new(1);

    public SimTime PromiseOf(Link link) => new(1);
}
