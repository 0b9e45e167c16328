namespace ActorSim.Tests.Oracle;

/// <summary>A generated trace and the machine to run it on.</summary>
public sealed record GeneratedCase(int Seed, byte[] Trace, OracleMachine Machine)
{
    /// <summary>The machine as the reference model's options, in the order of tools/oracle/reference_events.py.</summary>
    public string Options => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Machine.Cores} {Machine.Channels} {Machine.Latency} {Machine.SpadKb} {Machine.Arrays} {Machine.WeightDepth} ") + Network;

    private string Network => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Machine.Ports} {Machine.NocLatency} {Machine.RequestBytes}");
}
