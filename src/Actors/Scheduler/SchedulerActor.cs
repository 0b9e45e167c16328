using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Scheduler;

/// <summary>The scheduler, hosted.</summary>
public sealed class SchedulerActor(SchedulerUnit scheduler) : UnitActor(scheduler)
{
    /// <inheritdoc/>
    protected override void On(TimedMessage message)
    {
        switch (message)
        {
            case WorkItemRetired retired:
                scheduler.OnRetired(retired);
                break;
            case DispatchDue:
                scheduler.OnDispatch();
                break;
            default:
                throw UnknownMessageException.Of(message, scheduler);
        }
    }
}
