using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Steps;

/// <summary>A reduction or inner loop within a work-item.</summary>
internal sealed class LoopStep(Loop loop, IndexSlots slots, Step[] body) : Step
{
    private readonly IndexProgram _extent = IndexProgram.Of(loop.Extent, slots);
    private readonly int _slot = slots.Of(loop.Var);

    public override void Run(WorkItemState item)
    {
        var extent = _extent.Evaluate(item.Values);
        item.Loops.Add((loop.Var.Name, _slot));
        for (long i = 0; i < extent; i += loop.Step)
        {
            item.Values[_slot] = i;
            foreach (var step in body) step.Run(item);
        }

        item.Loops.RemoveAt(item.Loops.Count - 1);
    }
}
