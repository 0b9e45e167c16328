using Xunit;

namespace ActorSim.Tests.Oracle.Measured;

/// <summary>Runs in the nightly tier only (ACTORSIM_NIGHTLY=1).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NightlyFactAttribute : FactAttribute
{
    public NightlyFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("ACTORSIM_NIGHTLY") == "1" ? null : "takes a minute: nightly tier";
}
