namespace Akka.Actor;

/// <summary>A message that a stranger had better not send.</summary>
public interface IPossiblyHarmful
{
}
