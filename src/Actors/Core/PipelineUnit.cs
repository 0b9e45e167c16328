using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Core;

/// <summary>
/// A pipelined unit of a core: a systolic array, the vector unit or the cross-lane unit. It speaks only when spoken to, and knows at
/// issue when the operation ends: with cost c and overlap o, at t + c if the unit is empty, else at f + c - min(f - t, o) where f is the
/// end of the operation before.
/// </summary>
/// <param name="name">Path of its actor in the machine.</param>
/// <param name="clock">The core's clock.</param>
/// <param name="createActor">Makes the actor of its kind.</param>
public sealed class PipelineUnit(string name, Clock clock, Func<PipelineUnit, UnitActor> createActor) : Unit(name)
{
    private readonly MessagePool<OperationDone> _done = new(crossesGroups: false);
    private readonly MessagePool<WeightsRead> _weightsRead = new(crossesGroups: false);
    private Link<OperationReport> _toCore = null!;
    private long _lastFinish;

    public ComputeUnitStats Stats { get; } = new();

    public void Wire(Link<OperationReport> toCore) => _toCore = toCore;

    /// <summary>An operation was issued.</summary>
    public void OnIssued(OperationIssued operation)
    {
        var (cycles, overlap) = (operation.Cycles, operation.OverlapCycles);
        var issue = clock.FirstAfter(Now);
        var overlapped = Math.Clamp(_lastFinish - issue, 0, overlap);
        var finish = Math.Max(_lastFinish, issue) + cycles - overlapped;
        _lastFinish = finish;
        Stats.Operations++;
        Stats.BusyCycles += cycles - overlap;
        Stats.BubbleCycles += overlap - overlapped;
        Report(_done.Rent(), operation.Handle, finish, CorePriority.OperationDone);
        if (operation.ReadsWeights)
        {
            // Effects due at label c are applied in step c - 1 (docs/timing.md), the step after the issue at the earliest.
            Report(_weightsRead.Rent(), operation.Handle, Math.Max(issue, finish - overlap - 1), CorePriority.WeightsRead);
        }
    }

    /// <inheritdoc/>
    public override UnitActor CreateActor() => createActor(this);

    private void Report(OperationReport report, InstructionHandle handle, long cycle, int priority)
    {
        report.Handle = handle;
        _toCore.Send(report, clock.At(cycle), priority);
    }
}
