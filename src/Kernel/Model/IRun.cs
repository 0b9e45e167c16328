namespace ActorSim.Kernel.Model;

/// <summary>What the actors of a run know of it.</summary>
internal interface IRun
{
    IMessageObserver? Observer { get; }

    UnitFolder Folders { get; }

    /// <summary>Messages are not taken any more.</summary>
    bool HasEnded { get; }

    /// <summary>Whether <paramref name="unit"/> is one of the run's that has no actor yet.</summary>
    bool Expects(Unit unit);

    /// <summary>A unit has its actor.</summary>
    void OnSettled();

    /// <summary>A unit is failing: no other message before supervision has heard of it.</summary>
    void Interrupt();

    /// <summary>The run ends with the first of these.</summary>
    void Fail(Exception cause);
}

/// <summary>A dispatcher that drives a run. Actors find their run through theirs.</summary>
internal interface IRunDispatcher
{
    IRun? Run { get; }
}
