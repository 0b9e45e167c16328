using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Protocol;

/// <summary>Core to compute unit: an operation, half a cycle after the scan that issued it.</summary>
public sealed class OperationIssued : TimedMessage
{
    public InstructionHandle Handle { get; set; }

    /// <summary>Core cycles from issue to finish on an empty unit, at least 1.</summary>
    public long Cycles { get; set; }

    /// <summary>Of these, how many may overlap with the operation before it, 0 to <see cref="Cycles"/>.</summary>
    public long OverlapCycles { get; set; }

    /// <summary>It holds a weight slot until <see cref="OverlapCycles"/> before its finish.</summary>
    public bool ReadsWeights { get; set; }
}

/// <summary>Compute unit to core: something about an operation.</summary>
public abstract class OperationReport : TimedMessage
{
    public InstructionHandle Handle { get; set; }
}

/// <summary>The operation finished; at the edge of its finish label.</summary>
public sealed class OperationDone : OperationReport;

/// <summary>The operation has read its weights; at the edge of the step in which the slot may be freed.</summary>
public sealed class WeightsRead : OperationReport;
