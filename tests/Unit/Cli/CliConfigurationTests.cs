using ActorSim.Actors.Noc;
using ActorSim.Cli.Configuration;
using ActorSim.Dram.Standards;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>Layers of configuration and what is read from them.</summary>
public sealed class CliConfigurationTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public static TheoryData<string> PresetNames => new(Presets.Names);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_presets_are_those_of_the_manual() => Assert.Equal(
        [
            "edge-npu", "many-core-16", "many-core-64", "oracle-hbm2", "oracle-simple", "toy-8x8", "toy-8x8-4core", "tpuv2", "tpuv3", "tpuv3-2core",
            "tpuv4", "tpuv4i", "tpuv5e",
        ],
        Presets.Names);

    [Theory]
    [MemberData(nameof(PresetNames))]
    public void Every_preset_is_named_as_its_file_and_runs_a_small_trace(string name)
    {
        Assert.Equal(name, SystemConfiguration.Load(name, []).Machine.Name);
        Assert.Equal(0, CliRun.Of("config", "check", name).ExitCode);
        var run = CliRun.Of("run", _folder.SmallTrace(), "--system", name, "--json", _folder["report.json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.True(CliReport.Read(_folder["report.json"]).GetProperty("cycles").GetInt64() > 0);
    }

    [Fact]
    public void The_oracle_is_the_machine_of_the_recorded_runs()
    {
        var m = SystemConfiguration.Load("oracle-simple", []).Machine;
        Assert.Equal((1, 940_000_000L, 940_000_000L, 940_000_000L), (m.Cores, m.CoreHz, m.NocHz, m.DramHz));
        Assert.Equal((2, 2, 16L << 20), (m.Core.Arrays, m.Core.WeightBufferDepth, m.Core.SpadBytes));
        Assert.Equal((16, 32, 10), (m.Dma.InjectionPorts, m.Dma.RequestBytes, m.Noc.LatencyCycles));
        Assert.Equal((16, "ipoly", "fixed", 100), (m.Dram.Channels, m.Dram.ChannelMap, m.Dram.Model, m.Dram.FixedLatencyCycles));
        Assert.Equal(m.Dram with { Model = "hbm2" }, SystemConfiguration.Load("oracle-hbm2", []).Machine.Dram);
    }

    /// <summary>The recorded runs need the reference's crossbar; all other systems, the user's included, have the pipelined one.</summary>
    [Theory]
    [MemberData(nameof(PresetNames))]
    public void Only_the_oracle_has_the_reference_crossbar(string name) => Assert.Equal(
        name.StartsWith("oracle-", StringComparison.Ordinal) ? CrossbarKind.Reference : CrossbarKind.Pipelined,
        SystemConfiguration.Load(name, []).Machine.Noc.Kind);

    [Fact]
    public void The_crossbar_is_a_key_and_the_report_names_it()
    {
        Assert.Equal(CrossbarKind.Pipelined, SystemConfiguration.Load("oracle-hbm2", ["noc.crossbar=pipelined"]).Machine.Noc.Kind);
        Assert.Equal(0, CliRun.Of("run", _folder.SmallTrace(), "--set", "noc.crossbar=reference", "--json", _folder["report.json"]).ExitCode);
        Assert.Equal("reference", CliReport.Read(_folder["report.json"]).GetProperty("system").GetProperty("crossbar").GetString());
    }

    [Fact]
    public void The_default_channel_is_the_recorded_runs_channel() => Assert.Equal(
        Hbm2.Togsim with { Name = "HBM2" }, SystemConfiguration.Load("oracle-hbm2", []).Machine.Dram.Standard);

    [Fact]
    public void Later_layers_win_and_shorthands_win_over_all()
    {
        var file = _folder.Text("my.conf", "actorsim { core.arrays = 3, machine.cores = 2, core.spad = 1 MiB }");
        string[] assignments = ["core.arrays=5", "actorsim.core.arrays = 7"];
        var c = SystemConfiguration.Load(file, assignments, [new Shorthand("--cores", "machine.cores", "9")]);
        Assert.Equal((7, 9, 1L << 20), (c.Machine.Core.Arrays, c.Machine.Cores, c.Machine.Core.SpadBytes));
        Assert.Equal("--set actorsim.core.arrays = 7", c.Tree.Get("core.arrays").Origin.Source);
        Assert.Equal("--cores 9", c.Tree.Get("machine.cores").Origin.Source);
        Assert.Equal(file, c.Tree.Get("core.spad").Origin.Source);
        Assert.Equal("hocon/reference.conf", c.Tree.Get("core.clock").Origin.Source);
    }

    [Fact]
    public void A_file_may_refer_to_the_reference()
    {
        var file = _folder.Text("my.conf", "actorsim.core.spad = ${actorsim.dram.fixed.latency}");
        Assert.Equal(100, SystemConfiguration.Load(file, []).Machine.Core.SpadBytes);
    }

    [Theory]
    [InlineData("940 MHz", 940_000_000)]
    [InlineData("1.05 GHz", 1_050_000_000)]
    [InlineData("1.05GHz", 1_050_000_000)]
    [InlineData("32.768 kHz", 32_768)]
    [InlineData("7", 7)]
    [InlineData("7 Hz", 7)]
    public void Frequencies_are_exact(string text, long hz)
    {
        Assert.True(Frequency.TryParse(text, out var parsed));
        Assert.Equal(hz, parsed);
    }

    [Theory]
    [InlineData("0.5 Hz")]
    [InlineData("MHz")]
    [InlineData("")]
    [InlineData("1 mHz")]
    [InlineData("99999999999 GHz")]
    public void What_is_no_whole_number_of_Hz_is_no_frequency(string text) => Assert.False(Frequency.TryParse(text, out _));

    [Theory]
    [InlineData(940_000_000, "940 MHz")]
    [InlineData(1_050_000_000, "1.05 GHz")]
    [InlineData(7, "7 Hz")]
    public void Frequencies_are_printed_as_they_are_written(long hz, string text) => Assert.Equal(text, Frequency.Format(hz));

    [Fact]
    public void Shown_configuration_is_a_configuration_and_names_origins()
    {
        var shown = CliRun.Of("config", "show", "--system", "toy-8x8", "--set", "core.spad=8MiB", "--cores", "3");
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("# --set core.spad=8MiB", shown.Output);
        Assert.Contains("# hocon/systems/toy-8x8.conf:", shown.Output);
        var again = SystemConfiguration.Load(_folder.Text("shown.conf", shown.Output), []);
        var first = SystemConfiguration.Load("toy-8x8", ["core.spad=8MiB"], [new Shorthand("--cores", "machine.cores", "3")]);
        Assert.Equal(first.Machine with { Scheduler = again.Machine.Scheduler }, again.Machine);
        Assert.Equal(first.Run, again.Run);
    }
}
