using ActorSim.Cli.Running;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>The commands besides run.</summary>
public sealed class CliCommandTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--help", "actorsim gen gemm")]
    [InlineData("run --help", "--request a.msgpack@0,0")]
    [InlineData("trace slice --help", "--first 0 --count 2")]
    [InlineData("gen attention --help", "--heads 8")]
    [InlineData("config show --help", "--system tpuv4")]
    public void Help_has_examples(string command, string example)
    {
        var run = CliRun.Of(command.Split(' '));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Examples:", run.Output);
        Assert.Contains(example, run.Output);
    }

    [Fact]
    public void Version_is_a_number() => Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+", CliRun.Of("--version").Output);

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public void A_completion_script_asks_the_tool_for_proposals(string shell) =>
        Assert.Contains("[suggest:", CliRun.Of("completion", shell).Output);

    [Theory]
    [InlineData("actorsim run --system tpuv", "tpuv3")]
    [InlineData("actorsim run --sync r", "rounds")]
    [InlineData("actorsim trace ", "slice")]
    [InlineData("actorsim run --cha", "--channels")]
    public void Proposals_complete_commands_options_and_values(string line, string proposal) =>
        Assert.Contains(proposal, CliRun.Of($"[suggest:{line.Length}]", line).Output.Split(Environment.NewLine));

    [Fact]
    public void A_dump_loads_back_to_the_same_bytes()
    {
        var trace = _folder.SmallTrace();
        Assert.Equal(0, CliRun.Of("trace", "dump", trace, "-o", _folder["t.jsonl"]).ExitCode);
        Assert.Equal(0, CliRun.Of("trace", "load", _folder["t.jsonl"], "-o", _folder["back.msgpack"]).ExitCode);
        Assert.Equal(File.ReadAllBytes(trace), File.ReadAllBytes(_folder["back.msgpack"]));
    }

    [Fact]
    public void Conversion_goes_by_name_and_content()
    {
        var trace = _folder.SmallTrace();
        Assert.Equal(0, CliRun.Of("trace", "convert", trace, _folder["t.jsonl.gz"]).ExitCode);
        Assert.Equal(0, CliRun.Of("trace", "convert", _folder["t.jsonl.gz"], _folder["back.msgpack"], "--format", "msgpack").ExitCode);
        Assert.Equal(File.ReadAllBytes(trace), File.ReadAllBytes(_folder["back.msgpack"]));
        Assert.Contains("did you mean 'jsonl'?", CliRun.Of("trace", "convert", trace, _folder["x"], "--format", "json").Error);
    }

    [Fact]
    public void A_slice_has_its_work_items_and_differs_from_the_whole()
    {
        var trace = _folder.SmallTrace();
        Assert.Equal(0, CliRun.Of("trace", "slice", trace, "--first", "1", "--count", "2", "-o", _folder["part.msgpack"]).ExitCode);
        Assert.Contains("valid", CliRun.Of("trace", "check", _folder["part.msgpack"]).Output);
        var diff = CliRun.Of("trace", "diff", trace, _folder["part.msgpack"]);
        Assert.Equal(1, diff.ExitCode);
        Assert.Contains("only in A", diff.Output);
        Assert.Equal(0, CliRun.Of("trace", "diff", trace, trace).ExitCode);
    }

    [Fact]
    public void Info_shows_counts_traffic_and_the_bound()
    {
        var info = CliRun.Of("trace", "info", _folder.SmallTrace(), "--system", "toy-8x8");
        Assert.Equal((0, ""), (info.ExitCode, info.Error));
        Assert.All(["gemm.B", "Matmul", "bound", "work-items", "toy-8x8"], text => Assert.Contains(text, info.Output));
    }

    [Theory]
    [InlineData("conv --height 8 --width 8 --channels 8 --filters 8 --padding 1")]
    [InlineData("attention --heads 1 --queries 16 --keys 16 --head-size 8 --array-rows 8 --array-columns 8")]
    [InlineData("vector-add --elements 1000 --async")]
    [InlineData("layernorm --rows 64 --columns 64 --no-dependencies")]
    public void Generated_traces_are_valid_and_run(string kernel)
    {
        Assert.Equal(0, CliRun.Of(["gen", .. kernel.Split(' '), "-o", _folder["g.msgpack.gz"]]).ExitCode);
        Assert.Equal(0, CliRun.Of("trace", "check", _folder["g.msgpack.gz"]).ExitCode);
        Assert.Equal(0, CliRun.Of("run", _folder["g.msgpack.gz"], "--quiet").ExitCode);
    }

    [Fact]
    public void Phold_prints_its_rate_and_activations()
    {
        var run = CliRun.Of("bench", "phold", "--lps", "4", "--events", "1000", "--degree", "2");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("messages/s", run.Output);
        Assert.Contains("activations", run.Output);
        Assert.Equal(2, CliRun.Of("bench", "phold", "--remote", "7").ExitCode);
    }

    [Fact]
    public void Progress_has_a_bar_and_an_estimate_where_the_length_is_known()
    {
        Assert.Equal("[############............] 50 %  8 work-items  cycle 3,000,000  1.5 Mcycles/s  ETA 0:00:02",
            ProgressLine.Format(0.5, 8, 3_000_000, TimeSpan.FromSeconds(2)));
        Assert.Equal("8 work-items  cycle 3,000,000  1.5 Mcycles/s", ProgressLine.Format(null, 8, 3_000_000, TimeSpan.FromSeconds(2)));
    }
}
