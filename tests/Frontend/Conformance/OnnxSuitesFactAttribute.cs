using Xunit;

namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>A fact that is skipped, with the reason, where the ONNX backend suites are not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnnxSuitesFactAttribute : FactAttribute
{
    public OnnxSuitesFactAttribute() => Skip = OnnxSuites.Missing!;
}
