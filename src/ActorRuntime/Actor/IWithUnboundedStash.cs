namespace Akka.Actor;

/// <summary>An actor that sets messages aside.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash
{
}
