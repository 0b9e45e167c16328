using Xunit;

namespace ActorSim.Tests.Oracle;

/// <summary>Writes files of the repository anew; runs only when ACTORSIM_REGENERATE=1 asks for it (tools/validate).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RegenerateFactAttribute : FactAttribute
{
    public RegenerateFactAttribute(bool needsReferenceModel = false) =>
        Skip = Environment.GetEnvironmentVariable("ACTORSIM_REGENERATE") != "1" ? "writes files; set ACTORSIM_REGENERATE=1"
            : needsReferenceModel ? ReferenceModel.Missing : null;
}
