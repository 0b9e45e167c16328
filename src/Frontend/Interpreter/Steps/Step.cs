using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Steps;

/// <summary>A statement made ready to run. Belongs to one thread: it may keep buffers of its own.</summary>
internal abstract class Step
{
    public abstract void Run(WorkItemState item);
}
