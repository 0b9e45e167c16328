using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Steps;

/// <summary>A statement made ready to run. Belongs to one thread: it may keep buffers of its own.</summary>
internal abstract class Step
{
    public abstract void Run(WorkItemState item);
}

/// <summary>Makes the data of an asynchronous load usable.</summary>
internal sealed class WaitStep(Wait wait, IndexSlots slots) : Step
{
    private readonly IndexProgram _slot = IndexProgram.Of(wait.Slot, slots);

    public override void Run(WorkItemState item) => item.Wait(wait.Tag, _slot.Evaluate(item.Values), wait.Buffer);
}
