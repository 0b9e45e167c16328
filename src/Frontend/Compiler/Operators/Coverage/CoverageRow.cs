using System.Collections.Immutable;

namespace ActorSim.Frontend.Compiler.Operators.Coverage;

/// <summary>One line of the coverage table: nodes of one operator that fare alike.</summary>
/// <param name="Domain">Empty for the standard operators.</param>
/// <param name="Operator">As the domain calls it.</param>
/// <param name="Opset">Version of the domain in the model.</param>
/// <param name="Status">What becomes of the nodes.</param>
/// <param name="Reason">Why they are not supported; empty for the others.</param>
/// <param name="Nodes">Names in the order of the graph.</param>
public sealed record CoverageRow(
    string Domain, string Operator, int Opset, OperatorStatus Status, string Reason, ImmutableArray<string> Nodes);
