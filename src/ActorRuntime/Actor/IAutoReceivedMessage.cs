namespace Akka.Actor;

/// <summary>A message that the system handles before, or instead of, the actor.</summary>
public interface IAutoReceivedMessage
{
}
