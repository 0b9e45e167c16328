namespace ActorSim.Kernel.Stats;

/// <summary>The numbers of a report contradict each other: a defect of the model that counted them.</summary>
public sealed class ConservationException(IReadOnlyList<string> violations)
    : Exception("the report contradicts itself: " + string.Join("; ", violations))
{
    public IReadOnlyList<string> Violations { get; } = violations;
}
