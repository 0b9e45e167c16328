using Xunit;

namespace ActorSim.Tests.Oracle.Measured;

/// <summary>Runs only where ACTORSIM_MEASURED names a file of measured rows (tools/measured).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RowsFactAttribute : FactAttribute
{
    public RowsFactAttribute() => Skip = File is null ? "needs a file of rows in ACTORSIM_MEASURED" : null;

    public static string? File => Environment.GetEnvironmentVariable("ACTORSIM_MEASURED");
}
