using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Core;

/// <summary>
/// A unit of a core that runs operations. It hears of each half a cycle before the edge of its issue label, and reports when it has finished.
/// What happens in between is the unit's own; it may speak to units of its own meanwhile (<see cref="UnitSeat"/>).
/// </summary>
/// <param name="name">Path of its actor in the machine: "core-3/vector".</param>
/// <param name="clock">The core's clock.</param>
public abstract class OperationUnit(string name, Clock clock) : Unit(name)
{
    private readonly MessagePool<OperationDone> _done = new(crossesGroups: false);
    private readonly MessagePool<WeightsRead> _weightsRead = new(crossesGroups: false);
    private Link<OperationReport> _toCore = null!;

    public ComputeUnitStats Stats { get; } = new();

    /// <summary>Whether every report is sent as its operation is issued, so that afterwards nothing comes from this unit that the core has not heard of. If
    /// not, the core relies on <see cref="Unit.Promise"/>.</summary>
    public virtual bool ReportsAtIssue => false;

    /// <summary>The core's clock.</summary>
    protected Clock Clock => clock;

    /// <summary>Where its reports go.</summary>
    internal Link<OperationReport> ToCore => _toCore;

    /// <param name="toCore">Where its reports go.</param>
    public void Wire(Link<OperationReport> toCore) => _toCore = toCore;

    /// <summary>An operation was issued. The message is the pool's again when this returns: keep its values, not itself.</summary>
    public abstract void OnIssued(OperationIssued operation);

    /// <summary>Reports the end of an operation.</summary>
    /// <param name="handle">The operation's.</param>
    /// <param name="cycle">Its finish label, core cycles: a later edge than the present one. Once per operation.</param>
    protected void ReportDone(InstructionHandle handle, long cycle) => Report(_done.Rent(), handle, cycle, CorePriority.OperationDone);

    /// <summary>Reports that an operation no longer needs its weights; owed once for each with <see cref="OperationIssued.ReadsWeights"/>.</summary>
    /// <param name="handle">The operation's.</param>
    /// <param name="cycle">Edge of the step in which its slot may be freed, a later one than the present.</param>
    protected void ReportWeightsRead(InstructionHandle handle, long cycle) => Report(_weightsRead.Rent(), handle, cycle, CorePriority.WeightsRead);

    private void Report(OperationReport report, InstructionHandle handle, long cycle, int priority)
    {
        report.Handle = handle;
        _toCore.Send(report, clock.At(cycle), priority);
    }
}
