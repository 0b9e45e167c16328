using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>A wrong sweep is refused as a whole, before any point runs.</summary>
public sealed class SweepFailureTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("kores=1,2", "--vary kores: unknown key; did you mean 'cores'?")]
    [InlineData("dram.chanels=1", "did you mean 'dram.channels'?")]
    [InlineData("dram=1", "unknown key")]
    [InlineData("cores", "expected KEY=VALUE")]
    [InlineData("cores=", "expected KEY=VALUE")]
    [InlineData("cores=1,,2", "expected KEY=VALUE")]
    [InlineData("=1", "expected KEY=VALUE")]
    [InlineData("", "an argument is empty")]
    [InlineData("cores=[]", "'machine.cores' is an array")]
    [InlineData("cores=1,0", "--vary cores=0")]
    [InlineData("cores=many", "--vary cores=many")]
    [InlineData("core.spad=1QiB", "--vary core.spad=1QiB")]
    [InlineData("dram.model=magic", "did you mean")]
    [InlineData("run.workers=1,2", "changes no result")]
    [InlineData("shape.M=1,2", "is a trace, whose sizes are fixed")]
    [InlineData("shape.M=x", "must be a whole number")]
    public void Wrong_key_or_value_is_named_and_nothing_runs(string vary, string message)
    {
        var run = CliRun.Of("sweep", _folder.SmallTrace(), "--vary", vary, "-o", _folder["out"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public void All_problems_are_listed_at_once()
    {
        var trace = _folder.SmallTrace();
        var keys = CliRun.Of("sweep", trace, "--vary", "kores=1", "--vary", "noc.latncy=2", "-o", _folder["out"]);
        Assert.Equal(2, keys.ExitCode);
        Assert.Contains("kores", keys.Error, StringComparison.Ordinal);
        Assert.Contains("noc.latncy", keys.Error, StringComparison.Ordinal);
        var values = CliRun.Of("sweep", trace, "--vary", "cores=1,0,-4", "-o", _folder["out"]);
        Assert.Equal(2, values.ExitCode);
        Assert.Contains("cores=0", values.Error, StringComparison.Ordinal);
        Assert.Contains("cores=-4", values.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--vary cores=1 --vary machine.cores=2", "given 2 times")]
    [InlineData("--vary cores=1 --jobs 0", "--jobs 0 must be from 1")]
    [InlineData("", "--vary")]
    public void Wrong_options_are_refused(string options, string message)
    {
        var run = CliRun.Of(["sweep", _folder.SmallTrace(), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-o", _folder["out"]]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_points_are_refused()
    {
        var hundred = string.Join(',', Enumerable.Range(1, 101));
        var run = CliRun.Of("sweep", _folder.SmallTrace(), "--vary", "cores=" + hundred, "--vary", "channels=" + hundred, "-o", _folder["out"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("more than 10000 points", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_that_a_package_does_not_take_are_refused_before_anything_runs()
    {
        Assert.Equal(0, CliRun.Of("compile", "builtin:add", "-D", "shape=?N", "-o", _folder["k.pkg"], "--cache", _folder["cache"]).ExitCode);
        var run = CliRun.Of("sweep", _folder["k.pkg"], "--vary", "shape.Q=1,2", "-o", _folder["out"]);
        Assert.Equal(2, run.ExitCode);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("--vary cores=1,2", "'batch' is missing")]
    [InlineData("--vary shape.batch=1,0 --vary cores=1", "there is nothing to time")]
    [InlineData("--vary shape.bach=1,2 --shape batch=1", "'bach' is not one of its sizes")]
    public void Sizes_that_a_model_does_not_take_are_refused_before_anything_runs(string options, string message)
    {
        Assert.Equal(0, CliRun.Of("model", "new", "resnet18", "-o", _folder["m.onnx"]).ExitCode);
        var run = CliRun.Of(["sweep", _folder["m.onnx"], .. options.Split(' '), "-o", _folder["out"]]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public void A_damaged_model_is_refused_before_anything_runs()
    {
        Assert.Equal(0, CliRun.Of("model", "new", "resnet18", "-o", _folder["m.onnx"]).ExitCode);
        File.WriteAllBytes(_folder["m.onnx"], File.ReadAllBytes(_folder["m.onnx"])[..900]);
        var run = CliRun.Of("sweep", _folder["m.onnx"], "--vary", "cores=1,2", "--shape", "batch=1", "-o", _folder["out"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("m.onnx", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("-")]
    [InlineData("nowhere.msgpack")]
    public void Input_that_cannot_be_read_is_refused(string input)
    {
        var run = CliRun.Of("sweep", input, "--vary", "cores=1", "-o", _folder["out"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(input == "-" ? "standard input" : "cannot open", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_trace_is_wrong_input_and_leaves_no_result()
    {
        var path = _folder["bad.msgpack"];
        File.WriteAllBytes(path, File.ReadAllBytes(_folder.SmallTrace())[..200]);
        var run = CliRun.Of("sweep", path, "--vary", "cores=1,2", "-o", _folder["out"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(Directory.GetFiles(_folder["out/points"]));
    }

    [Theory]
    [InlineData("--vary shape.batch=1,3,8")]
    [InlineData("--vary shape.batch=1,3,8 -q")]
    public void A_point_that_fails_in_the_middle_is_named_and_the_others_are_kept(string options)
    {
        var run = CliRun.Of(["sweep", EightRows.Write(_folder["m.onnx"]), .. options.Split(' '), "-o", _folder["out"]]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("actorsim: error: sweep: 1 of 3 points gave no result, shape.batch=3 the first: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("sizes 3 and 8 at dimension 0 do not broadcast", run.Error, StringComparison.Ordinal);
        Assert.Equal(["1,done", "3,refused", "8,done"], File.ReadLines(_folder["out/sweep.csv"]).Skip(1).Select(l => string.Join(',', l.Split(',')[..2])));
        Assert.Equal(2, Directory.GetFiles(_folder["out/points"]).Length);
    }

    [Fact]
    public void A_partition_of_a_core_that_does_not_exist_is_named_and_nothing_runs()
    {
        var run = CliRun.Of("sweep", _folder.SmallTrace(), "--vary", "scheduler.partitions=[[0]],[[5]]", "-o", _folder["out"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("partition 0 names core 5, the machine has cores 0 to 0", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }
}
