namespace ActorSim.Kernel;

/// <summary>What engines with one event queue on the calling thread have in common: what they offer to the processes of that queue.</summary>
internal abstract class OneQueueEngine : IExecutor
{
    protected OneQueueEngine(RunState state)
    {
        State = state;
        Processes = state.Topology.Processes.ToArray();
        Unseen = new PendingInputs?[Processes.Length];
        Queue = new EventQueue(TurnOrder.Ranks(state.Topology));
    }

    protected RunState State { get; }

    protected LogicalProcess[] Processes { get; }

    protected EventQueue Queue { get; }

    /// <summary>By process; null for those that have not asked for their horizon.</summary>
    protected PendingInputs?[] Unseen { get; }

    public abstract void Deliver(Link link, in SimEvent e);

    void IExecutor.ScheduleLocal(LogicalProcess process, in SimEvent e) => Queue.Add(in e);

    void IExecutor.Promised(Link link)
    {
    }

    // Every process stands at the present or later, so a link carries nothing before its lookahead from here. One without lookahead
    // carries nothing of this time any more: its source had its turn before.
    SimTime IExecutor.HorizonOf(LogicalProcess process)
    {
        var horizon = SimTime.Never;
        foreach (var link in process.InputSpan)
        {
            horizon = SimTime.Min(horizon, PromiseOf(link));
        }

        if (Unseen[process.Index] is not { } unseen)
        {
            unseen = Unseen[process.Index] = new PendingInputs();
            Queue.CollectInputs(process.Index, unseen);
        }

        return SimTime.Max(process.Now + 1, SimTime.Min(horizon, new SimTime(unseen.NextTicks)));
    }

    SimTime IExecutor.ClockOf(Link link) => SimTime.Max(PromiseOf(link), link.Source.Outlook(link, link.Target.Now));

    public SimTime PromiseOf(Link link) => SimTime.Max(link.Clock, link.Target.Now + Math.Max(link.LookaheadTicks, 1));

    /// <summary>Takes an event that came over a link.</summary>
    protected void AddInput(in SimEvent e)
    {
        Queue.Add(in e);
        Unseen[e.Target]?.Add(in e);
    }

    /// <summary>Puts what is left back into the run's state.</summary>
    protected void Unload()
    {
        while (Queue.Count > 0)
        {
            State.Pending.Add(Queue.Pop());
        }
    }
}
