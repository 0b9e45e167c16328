using ActorSim.Kernel;

namespace ActorSim.Actors.Core;

/// <summary>
/// A pipelined unit of a core: a systolic array, the vector unit or the cross-lane unit. It speaks only when spoken to, and knows at
/// issue when the operation ends: with cost c and overlap o, at t + c if the unit is empty, else at f + c - min(f - t, o) where f is the
/// end of the operation before.
/// </summary>
public sealed class ComputeUnitProcess(string name, Clock clock) : LogicalProcess(name)
{
    private Link _toCore = null!;
    private long _lastFinish;

    public ComputeUnitStats Stats { get; } = new();

    public void Wire(Link toCore) => _toCore = toCore;

    protected override void Handle(in SimEvent e)
    {
        var source = (IOperationSource)e.Body!;
        var cost = source.CostOf((int)e.Data);
        var issue = clock.FirstAfter(Now);
        var overlapped = Math.Clamp(_lastFinish - issue, 0, cost.Overlap);
        var finish = Math.Max(_lastFinish, issue) + cost.Cycles - overlapped;
        _lastFinish = finish;
        Stats.Operations++;
        Stats.BusyCycles += cost.Cycles - cost.Overlap;
        Stats.BubbleCycles += cost.Overlap - overlapped;
        _toCore.Send(clock.At(finish), CoreMessages.OperationDonePriority, CoreMessages.OperationDone, e.Data, e.Body);
        if (cost.ReadsWeights)
        {
            // Effects due at label c are applied in step c - 1 (docs/timing.md), the step after the issue at the earliest.
            var applied = Math.Max(issue, finish - cost.Overlap - 1);
            _toCore.Send(clock.At(applied), CoreMessages.WeightsReadPriority, CoreMessages.WeightsRead, e.Data, e.Body);
        }
    }
}
