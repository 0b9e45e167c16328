namespace Akka.Event;

/// <summary>A message whose loss is nothing to report.</summary>
public interface IDeadLetterSuppression
{
}
