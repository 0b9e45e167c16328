namespace Akka.Actor;

/// <summary>A system's clock.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    IAdvancedScheduler Advanced { get; }
}
