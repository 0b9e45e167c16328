using System.Globalization;
using ActorSim.Kernel.Model;

namespace ActorSim.Tests.Contract;

/// <summary>What the units of these models say to each other.</summary>
public sealed class Note : TimedMessage
{
    public int Kind { get; init; }

    public long Data { get; init; }
}

/// <summary>A unit that sends and handles notes.</summary>
public abstract class NoteUnit(string name) : ActorSim.Kernel.Model.Unit(name)
{
    public abstract void On(Note e);

    protected void Send(int output, SimTime time, int priority, int kind, long data = 0) =>
        ((Link<Note>)Outputs[output]).Send(new Note { Kind = kind, Data = data }, time, priority);

    protected void Schedule(SimTime time, int priority, int kind, long data = 0) =>
        Schedule(time, priority, new Note { Kind = kind, Data = data });

    public override UnitActor CreateActor() => new NoteActor(this);

    private sealed class NoteActor(NoteUnit unit) : UnitActor(unit)
    {
        protected override void On(TimedMessage message) => unit.On((Note)message);
    }
}

/// <summary>A unit that writes down every message it handles.</summary>
public abstract class TracedUnit(string name) : NoteUnit(name)
{
    private readonly List<string> _trace = [];

    public IEnumerable<string> Trace => _trace.Select(line => $"{Name} {line}");

    public sealed override void On(Note e)
    {
        _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{e.Time.Ticks} {e.Order:x} {e.Kind} {e.Data}"));
        foreach (var link in Inputs)
        {
            if (HorizonOver(link) <= Now)
            {
                throw new InvalidOperationException($"the horizon over '{link.Name}', {HorizonOver(link)}, is not after its present {Now}");
            }
        }

        Handle(e);
    }

    protected abstract void Handle(Note e);
}
