namespace ActorSim.Frontend.Cost;

/// <summary>A line of an explanation.</summary>
/// <param name="Section">Heading it stands under.</param>
public readonly record struct ExplanationRow(string Section, string Name, string Value);
