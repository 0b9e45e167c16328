using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;
using Akka.Actor;

namespace MyUnit.Tests;

/// <summary>What the core was told, and in which of its cycles.</summary>
public sealed record Heard(string What, int Instruction, long Cycle);

/// <summary>Stands where the core would: says what a test planned, and tells a test actor what it hears.</summary>
/// <param name="clock">Of the core and its units.</param>
/// <param name="ear">The test actor.</param>
public sealed class CoreProbe(Clock clock, IActorRef ear) : Unit("core")
{
    private readonly List<(SimTime Time, OperationIssued Operation)> _plan = [];
    private Link<OperationIssued> _toUnit = null!;

    public void Wire(Link<OperationIssued> toUnit) => _toUnit = toUnit;

    /// <summary>An operation with issue label <paramref name="issue"/>: the unit hears of it half a cycle before that edge.</summary>
    public void Issue(int instruction, long issue, long cycles, long overlap = 0) =>
        _plan.Add((clock.At(issue - 1), new OperationIssued { Handle = new InstructionHandle(0, instruction), Cycles = cycles, OverlapCycles = overlap }));

    /// <inheritdoc/>
    public override void Start()
    {
        foreach (var (time, operation) in _plan)
        {
            Schedule(time, 0, new IssueDue(operation));
        }
    }

    /// <inheritdoc/>
    public override UnitActor CreateActor() => new Host(this);

    // Messages go back to their sender's pool: what is told to others is a copy.
    private void OnReport(OperationReport report) =>
        ear.Tell(new Heard(report.GetType().Name, report.Handle.Instruction, clock.FirstAtOrAfter(Now)));

    private void Say(OperationIssued operation) => _toUnit.Send(operation, Now + 1, 0);

    private sealed class IssueDue(OperationIssued operation) : TimedMessage
    {
        public OperationIssued Operation => operation;
    }

    private sealed class Host(CoreProbe core) : UnitActor(core)
    {
        protected override void On(TimedMessage message)
        {
            if (message is IssueDue due)
            {
                core.Say(due.Operation);
            }
            else
            {
                core.OnReport((OperationReport)message);
            }
        }
    }
}
