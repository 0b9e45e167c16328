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
public sealed class PipelineUnit(string name, Clock clock, Func<PipelineUnit, UnitActor> createActor) : OperationUnit(name, clock)
{
    private long _lastFinish;

    /// <inheritdoc/>
    public override bool ReportsAtIssue => true;

    /// <summary>An operation was issued.</summary>
    public override void OnIssued(OperationIssued operation)
    {
        var (cycles, overlap) = (operation.Cycles, operation.OverlapCycles);
        var issue = Clock.FirstAfter(Now);
        var overlapped = Math.Clamp(_lastFinish - issue, 0, overlap);
        var finish = Math.Max(_lastFinish, issue) + cycles - overlapped;
        _lastFinish = finish;
        Stats.Book(cycles - overlap, overlap - overlapped);
        ReportDone(operation.Handle, finish);
        if (operation.ReadsWeights)
        {
            // Effects due at label c are applied in step c - 1 (docs/timing.md), the step after the issue at the earliest.
            ReportWeightsRead(operation.Handle, Math.Max(issue, finish - overlap - 1));
        }
    }

    /// <inheritdoc/>
    public override UnitActor CreateActor() => createActor(this);
}
