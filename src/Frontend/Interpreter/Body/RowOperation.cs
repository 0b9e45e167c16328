using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Body;

/// <summary>One operation of a body on the points of the current row.</summary>
internal abstract class RowOperation
{
    public abstract void Run(WorkItemState item);
}
