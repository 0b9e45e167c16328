namespace ActorSim.Kernel.Model;

/// <summary>Who decides how far each unit may run. Called on the thread that runs the unit.</summary>
internal interface IDriver
{
    /// <summary>Whether groups run side by side: then work that is done early lets others go further.</summary>
    bool PrefersEarlyWork { get; }

    /// <summary>Takes a message that was told to an actor.</summary>
    void File(TimedMessage message);

    /// <summary>The next message that <paramref name="unit"/>, just invoked with one, may handle at once; null if there is none.</summary>
    TimedMessage? TakeNext(Unit unit);

    /// <summary>Nothing unknown can arrive over <paramref name="link"/> before this.</summary>
    SimTime HorizonOver(Link link);

    /// <summary>Nothing unknown can arrive at <paramref name="target"/> over any link of <paramref name="bundle"/> before this.</summary>
    SimTime HorizonOver(LinkBundle bundle, Unit target);

    /// <summary>The same, and true for answers to requests that the target has yet to send.</summary>
    SimTime PromisedOver(LinkBundle bundle, Unit target);
}
