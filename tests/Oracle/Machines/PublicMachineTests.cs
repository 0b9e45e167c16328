using ActorSim.Cli.Configuration;
using ActorSim.Tests.Oracle.Measured;
using Xunit;

namespace ActorSim.Tests.Oracle.Machines;

/// <summary>Presets of machines whose makers publish what they can do.</summary>
public sealed class PublicMachineTests
{
    private const string Begin = "<!-- begin: public machines -->\n";
    private const string End = "<!-- end: public machines -->\n";
    private const double LeastShare = 15;

    // Published: 16-bit operations and bytes a second (sources: hocon/systems).
    [Theory]
    [InlineData("tpuv4i", 138e12, 614e9)]
    [InlineData("tpuv5e", 197e12, 819e9)]
    [InlineData("edge-npu", 24e12, 136.5e9)]
    public void A_machine_can_do_what_its_maker_says(string system, double operations, double bytes)
    {
        var machine = SystemConfiguration.Load(system, []);
        var (spec, lanes) = (machine.Machine, machine.Tree.GetInt("core.lanes"));
        var peak = 2.0 * lanes * lanes * spec.Core.Arrays * spec.Cores * spec.CoreHz;
        Assert.InRange(peak, operations * 0.99, operations * 1.01);
        Assert.InRange(spec.Dram.Setup.Standard.PeakBytesPerSecond * spec.Dram.Channels, bytes * 0.99, bytes * 1.01);
    }

    // Neither the network nor the DMA engines bound what memory gives.
    [Theory]
    [InlineData("tpuv4i")]
    [InlineData("tpuv5e")]
    [InlineData("edge-npu")]
    public void Memory_is_what_bounds_the_transfers(string system)
    {
        var spec = SystemConfiguration.Load(system, []).Machine;
        var memory = spec.Dram.Setup.Standard.PeakBytesPerSecond * spec.Dram.Channels;
        Assert.True((double)spec.Dram.Channels * spec.Dma.RequestBytes * spec.NocHz > memory * 0.999);
        Assert.True((double)spec.Cores * spec.Dma.InjectionPorts * spec.Dma.RequestBytes * spec.CoreHz > memory);
    }

    [NightlyFact]
    public void Networks_take_the_cycles_that_the_document_has()
    {
        var (document, runs) = (File.ReadAllText(MeasuredSection.Document), Runs());
        Assert.All(runs, r => Assert.Contains(r.Line, document, StringComparison.Ordinal));

        // Of the three roofs at least one is near: a batch of one leaves arrays idle, but not memory too.
        Assert.All(runs, r => Assert.InRange(Math.Max(r.Arrays, Math.Max(r.Vector, r.Memory)), LeastShare, 100));
    }

    [RegenerateFact]
    public void Rewrite_the_section()
    {
        var document = File.ReadAllText(MeasuredSection.Document);
        var (start, end) = (document.IndexOf(Begin, StringComparison.Ordinal), document.IndexOf(End, StringComparison.Ordinal));
        File.WriteAllText(MeasuredSection.Document, document[..(start + Begin.Length)] + Table(Runs()) + document[end..]);
    }

    private static string Table(IEnumerable<MachineRun> runs) =>
        "| system | network | cycles | ms | arrays | vector units | memory |\n|---|---|---|---|---|---|---|\n"
            + string.Concat(runs.Select(r => r.Line + "\n"));

    private static MachineRun[] Runs() =>
        [.. MachineRun.Systems.SelectMany(s => MachineRun.Networks.Select(n => MachineRun.Of(s, n.Name, n.Command)))];
}
