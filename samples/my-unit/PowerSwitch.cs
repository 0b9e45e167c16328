using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace MyUnit;

/// <summary>Unit to switch: switch me on.</summary>
public sealed class WakeUp : TimedMessage;

/// <summary>Switch to unit: you are on.</summary>
public sealed class Awake : TimedMessage;

/// <summary>Switches a unit on, which takes its time.</summary>
/// <param name="name">Path of its actor.</param>
/// <param name="clock">The core's clock.</param>
/// <param name="wakeCycles">Cycles from the request to the answer, at least 1.</param>
public sealed class PowerSwitch(string name, Clock clock, long wakeCycles) : Unit(name)
{
    private Link<Awake> _toUnit = null!;

    /// <summary>Least time from a request to its answer: the link's lookahead.</summary>
    public long LeastDelayTicks => wakeCycles * clock.PeriodTicks;

    public void Wire(Link<Awake> toUnit) => _toUnit = toUnit;

    public void OnWakeUp() => _toUnit.Send(new Awake(), clock.At(clock.FirstAtOrAfter(Now) + wakeCycles), 0);

    /// <inheritdoc/>
    public override UnitActor CreateActor() => new PowerSwitchActor(this);
}

/// <summary>The switch, hosted.</summary>
public sealed class PowerSwitchActor(PowerSwitch power) : UnitActor(power)
{
    /// <inheritdoc/>
    protected override void On(TimedMessage message)
    {
        if (message is not WakeUp)
        {
            throw UnknownMessageException.Of(message, power);
        }

        power.OnWakeUp();
    }
}
