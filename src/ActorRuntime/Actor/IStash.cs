namespace Akka.Actor;

/// <summary>Messages set aside for later.</summary>
public interface IStash
{
    int Count { get; }

    bool IsEmpty { get; }

    bool NonEmpty { get; }

    /// <summary>Sets the message being handled aside.</summary>
    /// <exception cref="IllegalActorStateException">It has been already.</exception>
    void Stash();

    /// <summary>Puts the oldest one back before all that wait.</summary>
    void Unstash();

    /// <summary>Puts all of them back, in order, before all that wait.</summary>
    void UnstashAll();

    /// <summary>Takes all of them out.</summary>
    IEnumerable<Envelope> ClearStash();
}
