using Xunit;

namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>A fact that is skipped, with the reason, where upstream mlir-opt is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MlirOptFactAttribute : FactAttribute
{
    public MlirOptFactAttribute()
    {
        if (MlirOpt.Command is null) Skip = "mlir-opt is not installed; run tools/conformance/setup";
    }
}
