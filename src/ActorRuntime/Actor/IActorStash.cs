namespace Akka.Actor;

public interface IActorStash
{
    /// <summary>Set by the system after the constructor.</summary>
    IStash Stash { get; set; }
}
