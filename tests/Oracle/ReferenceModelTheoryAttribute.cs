using Xunit;

namespace ActorSim.Tests.Oracle;

/// <summary>Skipped, with the reason, where the reference model cannot be asked.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReferenceModelTheoryAttribute : TheoryAttribute
{
    public ReferenceModelTheoryAttribute() => Skip = ReferenceModel.Missing;
}
