namespace ActorSim.Kernel;

/// <summary>What a synchronizer offers to the processes it runs; called on the thread that runs the process.</summary>
internal interface IExecutor
{
    /// <summary>Takes an event sent over <paramref name="link"/>.</summary>
    void Deliver(Link link, in SimEvent e);

    /// <summary>Takes an event that a process schedules for itself.</summary>
    void ScheduleLocal(LogicalProcess process, in SimEvent e);

    /// <summary>The clock of <paramref name="link"/> has risen.</summary>
    void Promised(Link link);

    /// <summary>Nothing that <paramref name="process"/> has not seen can reach it before this.</summary>
    SimTime HorizonOf(LogicalProcess process);

    /// <summary>Nothing unknown can arrive over <paramref name="link"/> before this, as its target sees it.</summary>
    SimTime ClockOf(Link link);

    /// <summary>The same, and true for answers to requests that the target has yet to send.</summary>
    SimTime PromiseOf(Link link);
}
