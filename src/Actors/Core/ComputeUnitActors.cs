using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Core;

/// <summary>A unit of a core that runs operations, hosted: it hears of operations and answers.</summary>
public abstract class ComputeUnitActor : UnitActor
{
    private readonly OperationUnit _unit;

    /// <param name="unit">Its rules.</param>
    protected ComputeUnitActor(OperationUnit unit)
        : base(unit) => _unit = unit;

    /// <summary>Hands operations to the unit and refuses anything else; a unit with messages of its own takes those first.</summary>
    protected override void On(TimedMessage message)
    {
        switch (message)
        {
            case OperationIssued issued:
                _unit.OnIssued(issued);
                break;
            default:
                throw UnknownMessageException.Of(message, _unit);
        }
    }
}

/// <summary>A systolic array: preloads and matmuls.</summary>
public sealed class SystolicArrayActor(PipelineUnit unit) : ComputeUnitActor(unit);

/// <summary>The vector unit.</summary>
public sealed class VectorUnitActor(PipelineUnit unit) : ComputeUnitActor(unit);

/// <summary>The cross-lane unit.</summary>
public sealed class CrossLaneUnitActor(PipelineUnit unit) : ComputeUnitActor(unit);
