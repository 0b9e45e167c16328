using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;
using ActorSim.Trace.Records;

namespace ActorSim.Actors.Core;

/// <content>Which instruction issues, and what its issue and its end set free.</content>
public sealed partial class CoreUnit
{
    // Work-items in order of arrival; in each, the ready instructions in the order in which they became ready.
    private bool TryIssue(long cycle, out bool changed)
    {
        changed = false;
        foreach (var graph in _resident)
        {
            var after = -1;
            int index;
            while ((index = graph.Ready.FirstThatCanIssue(_spad.FreeBytes, _slots.AnyFree, after)) >= 0)
            {
                after = graph[index].ReadySequence;
                var used = _spad.UsedBytes;
                var issued = Issue(graph, index, cycle);
                if (_spad.UsedBytes != used)
                {
                    Listener?.OnScratchpad(Core, cycle + 1, _spad.UsedBytes);
                }

                if (issued)
                {
                    return true;
                }

                changed = true;
            }
        }

        return false;
    }

    // False if it was a compute without cost, which completes at once and leaves the cycle's issue to others.
    private bool Issue(WorkItemGraph graph, int index, long cycle)
    {
        ref var i = ref graph[index];
        graph.Ready.Remove(graph, index);
        graph.IssuesLeft -= TakesIssue(in i) ? 1 : 0;
        _spad.Charge(graph, in i);
        i.IssueCycle = cycle + 1;
        Stats.Instructions++;
        Listener?.OnIssued(Core, cycle + 1, graph, index);
        switch (i.Kind)
        {
            case InstructionKind.Barrier:
                IssueBarrier(graph, index, cycle);
                return true;
            case InstructionKind.Compute:
                return IssueCompute(graph, index, cycle);
            default:
                Release(graph, i.AtIssueHead);
                _spad.FreeLastReads(graph, in i);
                _transfersInFlight++;
                graph.TransfersInFlight++;
                IssueTransfer(graph, index, cycle);
                return true;
        }
    }

    private static bool TakesIssue(in Instruction i) => i.Kind != InstructionKind.Compute || i.Cycles > 0;

    private void IssueBarrier(WorkItemGraph graph, int index, long cycle)
    {
        ref var load = ref graph[graph[index].Partner];
        if (load.DataReady)
        {
            Finish(graph, index, cycle + 1);
        }
        else
        {
            load.Partner = index;
        }
    }

    private bool IssueCompute(WorkItemGraph graph, int index, long cycle)
    {
        ref var i = ref graph[index];
        if (i.Unit == ComputeUnit.Preload)
        {
            TakeWeightSlot(graph, index);
        }

        Release(graph, i.AtIssueHead);
        _spad.FreeLastReads(graph, in i);
        if (i.Cycles == 0)
        {
            Finish(graph, index, cycle + 1);
            if (i.Unit == ComputeUnit.Matmul)
            {
                ReadWeights(graph, index);
            }

            return false;
        }

        var operation = _operations.Rent();
        operation.Handle = new InstructionHandle(graph.Slot, index);
        operation.Cycles = i.Cycles;
        operation.OverlapCycles = i.Overlap;
        operation.ReadsWeights = i.Unit == ComputeUnit.Matmul;
        UnitOf(in i).Send(operation, _clock.At(cycle) + 1, 0);
        return true;
    }

    private void IssueTransfer(WorkItemGraph graph, int index, long cycle)
    {
        var transfer = _transfers.Rent();
        transfer.Handle = new InstructionHandle(graph.Slot, index);
        transfer.IsStore = graph.IsStore(index);
        transfer.Owner = new TransferOwner(graph.TraceIndex, graph.KernelId, graph.TensorOf(index));
        graph.Describe(index, transfer.Descriptor);
        _links.ToDma.Send(transfer, _clock.At(cycle + 1), DmaPriority.Issue);
    }

    private Link<OperationIssued> UnitOf(in Instruction i) => ComputeUnits.PlaceOf(i.Unit) switch
    {
        UnitPlace.Vector => _links.ToVector,
        UnitPlace.CrossLane => _links.ToCrossLane,
        UnitPlace.Array => _links.ToArrays[i.Array],
        var place => throw new InvalidOperationException($"a core has no unit for operations of {place}"),
    };

    // The consumers are pinned to the preload's array and share its slot.
    private void TakeWeightSlot(WorkItemGraph graph, int index)
    {
        ref var preload = ref graph[index];
        preload.Array = _slots.Take();
        preload.Weights = 0;
        for (var e = preload.AtIssueHead; e >= 0; e = graph.Edge(e).Next)
        {
            ref var matmul = ref graph[graph.Edge(e).Value];
            if (matmul.Kind != InstructionKind.Compute || matmul.Unit != ComputeUnit.Matmul)
            {
                // It only comes after the preload: the next one, or a load that takes the operand's place.
                continue;
            }

            matmul.Array = preload.Array;
            matmul.Weights = index;
            preload.Weights++;
        }
    }

    private void Release(WorkItemGraph graph, int head)
    {
        for (var e = head; e >= 0; e = graph.Edge(e).Next)
        {
            var dependent = graph.Edge(e).Value;
            if (--graph[dependent].Pending == 0)
            {
                graph.Ready.Add(graph, dependent);
            }
        }
    }

    private void Finish(WorkItemGraph graph, int index, long label)
    {
        graph.Unfinished--;
        ref var i = ref graph[index];
        Release(graph, i.AtDoneHead);
        Digest.Add(graph.Assigned.Ordinal, index, Core, i.IssueCycle, label);
        Listener?.OnFinished(Core, label, graph, index);
    }
}
