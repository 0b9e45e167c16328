using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>Systems and options that cannot be: the message names key or option, value and what would be right.</summary>
public sealed class CliSystemFailureTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("machine.cores=0", "machine.cores = 0", "from 1 to 8192")]
    [InlineData("core.clock=0", "core.clock = 0 Hz", "from 1")]
    [InlineData("core.clock=-5 MHz", "core.clock = -5000000 Hz", "from 1")]
    [InlineData("core.clock=5 parsec", "'core.clock' is '5 parsec'", "'940 MHz'")]
    [InlineData("core.clock=0.5 Hz", "'core.clock' is '0.5 Hz'", "whole Hz")]
    [InlineData("core.arrays=0", "core.arrays = 0", "from 1 to 64")]
    [InlineData("core.arrays=two", "'core.arrays' is 'two'", "whole number")]
    [InlineData("core.arrays=[1]", "'core.arrays' is an array", "whole number")]
    [InlineData("core.weight-buffer-depth=0", "core.weight-buffer-depth = 0", "from 1 to 64")]
    [InlineData("core.spad=0", "core.spad = 0 bytes", "from 1")]
    [InlineData("core.spad=16 MHz", "'core.spad' is '16 MHz'", "'64 KiB'")]
    [InlineData("core.spadd=1", "unknown key 'actorsim.core.spadd'", "did you mean 'spad'?")]
    [InlineData("cor.spad=1", "unknown key 'actorsim.cor'", "did you mean 'core'?")]
    [InlineData("core=1", "'actorsim.core' is '1'", "an object")]
    [InlineData("dma.injection-ports=0", "dma.injection-ports = 0", "from 1 to 1024")]
    [InlineData("dma.request-bytes=48", "dma.request-bytes = 48", "32")]
    [InlineData("noc.crossbar=pipeline", "noc.crossbar = 'pipeline'", "did you mean 'pipelined'?")]
    [InlineData("noc.latency=0", "noc.latency = 0 cycles", "from 1 to 4096")]
    [InlineData("dram.channels=0", "dram.channels = 0", "from 1")]
    [InlineData("dram.channels=65537", "dram.channels = 65537", "to 65536")]
    [InlineData("dram.channel-map=ipol", "dram.channel-map = 'ipol'", "did you mean 'ipoly'?")]
    [InlineData("dram.model=hbm", "dram.model = 'hbm'", "did you mean 'hbm2'?")]
    [InlineData("dram.hbm2.nCL=0", "dram.hbm2.nCL = 0", "1..65536")]
    [InlineData("dram.hbm2.columns=2", "Columns = 2", "at least")]
    [InlineData("dram.hbm2.refresh=maybe", "'dram.hbm2.refresh' is 'maybe'", "true or false")]
    [InlineData("scheduler.policy=robin", "scheduler.policy = 'robin'", "did you mean 'round-robin'?")]
    [InlineData("scheduler.block-size=0", "scheduler.block-size = 0", "from 1")]
    [InlineData("scheduler.partitions=[[0],[0]]", "core 0 is in partition 0 and in partition 1", "scheduler.partitions")]
    [InlineData("scheduler.partitions=[[5]]", "names core 5", "cores 0 to 0")]
    [InlineData("run.workers=0", "run.workers = 0", "from 1 to 1024")]
    [InlineData("run.sync=round", "run.sync = 'round'", "did you mean 'rounds'?")]
    public void A_wrong_value_is_named_with_its_key_and_what_is_right(string assignment, string problem, string advice)
    {
        var run = Refused("run", _folder.SmallTrace(), "--set", assignment);
        Assert.StartsWith($"actorsim: error: --set {assignment}", Source(run, assignment));
        Assert.Contains(problem, run.Error);
        Assert.Contains(advice, run.Error);
    }

    [Fact]
    public void A_wrong_value_in_a_file_is_named_with_file_and_line()
    {
        var file = _folder.Text("my.conf", "actorsim {\n  core {\n    arrays = 0\n  }\n}\n");
        Assert.Contains($"{file}:3:14: core.arrays = 0", Refused("run", _folder.SmallTrace(), "--system", file).Error);
        Assert.Contains($"{file}:3:14: core.arrays = 0", Refused("config", "check", file).Error);
    }

    [Fact]
    public void An_unknown_key_in_a_file_is_named_with_file_and_line_and_nearest_key()
    {
        var file = _folder.Text("my.conf", "actorsim {\n  dma.inject-ports = 4\n}\n");
        var error = Refused("config", "check", file).Error;
        Assert.Contains($"{file}:2:", error);
        Assert.Contains("did you mean 'injection-ports'?", error);
    }

    [Fact]
    public void A_key_beside_the_root_is_unknown() =>
        Assert.Contains("did you mean 'actorsim'?", Refused("config", "check", _folder.Text("my.conf", "actrsim.core.arrays = 2\n")).Error);

    [Fact]
    public void Text_that_is_not_HOCON_is_refused_with_its_place() =>
        Assert.Contains("my.conf:3", Refused("config", "check", _folder.Text("my.conf", "actorsim {\n  core { arrays = 2\n")).Error);

    [Theory]
    [InlineData("--system", "tpu3", "did you mean 'tpuv3'?")]
    [InlineData("--system", "nowhere.conf", "there is no such file")]
    [InlineData("--cores", "0", "machine.cores = 0 must be from 1")]
    [InlineData("--cores", "many", "'many' is not a whole number")]
    [InlineData("--channels", "65537", "dram.channels = 65537 must be from 1 to 65536")]
    [InlineData("--workers", "-1", "run.workers = -1 must be from 1")]
    [InlineData("--sync", "sequental", "did you mean 'sequential'?")]
    [InlineData("--partition", "group", "did you mean 'grouped'?")]
    [InlineData("--set", "core.arrays", "expected path=value")]
    [InlineData("--wokers", "2", "did you mean '--workers'?")]
    [InlineData("--request", "small.msgpack", "there is no '@cycle'")]
    [InlineData("--request", "small.msgpack@soon", "'soon' is not a cycle")]
    [InlineData("--request", "small.msgpack@0,1", "the system has 1 partition(s)")]
    [InlineData("--log", "al", "did you mean 'all'?")]
    [InlineData("--timeline", "no-such-folder/t.json", "its folder does not exist")]
    [InlineData("--json", "no-such-folder/report.json", "its folder does not exist")]
    public void A_wrong_option_is_named_with_what_is_right(string option, string value, string said) =>
        Assert.Contains(said, Refused("run", _folder.SmallTrace(), option, value).Error);

    [Fact]
    public void A_crossbar_that_fits_no_host_is_refused() => Assert.Contains("times dram.channels = 65536 must be at most",
        Refused("run", _folder.SmallTrace(), "--cores", "8192", "--channels", "65536", "--set", "dram.channel-map=interleave").Error);

    [Fact]
    public void An_unknown_command_names_the_nearest() => Assert.Contains("did you mean 'run'?", Refused("rum").Error);

    [Fact]
    public void An_unknown_subcommand_names_the_nearest() => Assert.Contains("did you mean 'slice'?", Refused("trace", "slic").Error);

    [Fact]
    public void A_run_without_a_trace_says_how_to_name_one() => Assert.Contains("no trace given", Refused("run").Error);

    [Fact]
    public void A_kernel_of_size_0_is_not_generated()
    {
        var run = Refused("gen", "gemm", "--m", "0", "--n", "8", "--k", "8", "-o", _folder["none.msgpack"]);
        Assert.Contains("M 0: must be 1 or more", run.Error);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_scratchpad_that_is_too_small_freezes_with_code_3_and_names_the_bytes()
    {
        var run = CliRun.Of("run", _folder.SmallTrace(), "--set", "core.spad=1200", "--json", _folder["report.json"],
            "--timeline", _folder["timeline.json"]);
        Assert.Equal(3, run.ExitCode);
        Assert.Matches("frozen in cycle [0-9]+", run.Error);
        Assert.Contains("spad too small", run.Error);
        Assert.Contains("of 1200", run.Error);
        Assert.Equal(["small.msgpack"], _folder.Files);
    }

    private static CliRun Refused(params string[] args)
    {
        var run = CliRun.Of(args);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("actorsim: error: ", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(run.Output);
        return run;
    }

    // What values break together is placed where one of them was written, which need not be the option.
    private static string Source(CliRun run, string assignment) =>
        assignment.StartsWith("dram.hbm2.columns", StringComparison.Ordinal) ? $"actorsim: error: --set {assignment}" : run.Error;
}
