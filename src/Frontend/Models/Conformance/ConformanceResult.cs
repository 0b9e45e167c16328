namespace ActorSim.Frontend.Models.Conformance;

/// <summary>One case and how it went. <paramref name="Reason"/>: why it was refused, or where it differs; empty if it passed.</summary>
public sealed record ConformanceResult(ConformanceCase Case, ConformanceOutcome Outcome, string Reason);
