using Xunit;

namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>Writes what the ONNX suites give into the repository; runs only when ACTORSIM_REGENERATE=1 asks for it (tools/validate).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RegenerateSuitesFactAttribute : FactAttribute
{
    public RegenerateSuitesFactAttribute() => Skip = Environment.GetEnvironmentVariable("ACTORSIM_REGENERATE") != "1"
        ? "writes files; set ACTORSIM_REGENERATE=1" : OnnxSuites.Missing!;
}
