using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Core;

/// <summary>The links of a core.</summary>
/// <param name="FromScheduler">Work.</param>
/// <param name="ToScheduler">Retirements.</param>
/// <param name="ToDma">Transfers.</param>
/// <param name="FromDma">What became of them.</param>
/// <param name="ToVector">Operations of the vector unit.</param>
/// <param name="ToCrossLane">Operations of the cross-lane unit.</param>
/// <param name="ToArrays">Operations of the systolic arrays.</param>
public sealed record CoreLinks(
    Link<WorkItemAssigned> FromScheduler, Link<WorkItemRetired> ToScheduler, Link<TransferIssued> ToDma, Link<TransferReport> FromDma,
    Link<OperationIssued> ToVector, Link<OperationIssued> ToCrossLane, IReadOnlyList<Link<OperationIssued>> ToArrays)
{
    /// <summary>Reports of units that have more to say than what they say at issue (<see cref="OperationUnit.ReportsAtIssue"/>).</summary>
    public IReadOnlyList<SingleLink> LateReports { get; init; } = [];
}
