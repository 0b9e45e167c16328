using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>What --request refuses of a tenant, and how it says so.</summary>
public sealed class TenantFailureTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("poison:4rps", "did you mean 'poisson:'?")]
    [InlineData("", "not an arrival process")]
    [InlineData("-1", "not an arrival process")]
    [InlineData("poisson", "expected poisson:RATErps")]
    [InlineData("poisson:1000", "expected poisson:RATErps")]
    [InlineData("poisson:0rps", "expected poisson:RATErps")]
    [InlineData("poisson:-5rps", "expected poisson:RATErps")]
    [InlineData("poisson:1e3rps", "expected poisson:RATErps")]
    [InlineData("poisson:NaNrps", "expected poisson:RATErps")]
    [InlineData("every:0", "expected every:TIME")]
    [InlineData("every:5min", "expected every:TIME")]
    [InlineData("every:", "expected every:TIME")]
    [InlineData("burst:0", "expected burst:N")]
    [InlineData("burst:2/0us", "expected burst:N")]
    [InlineData("burst:2/1us/3", "expected burst:N")]
    [InlineData("closed:0", "expected closed:CLIENTS")]
    [InlineData("closed:1.5", "expected closed:CLIENTS")]
    [InlineData("closed:9999999999", "expected closed:CLIENTS")]
    [InlineData("closed:1,count=0", "count '0' must be from 1 to")]
    [InlineData("closed:1,count=many", "count 'many' must be from 1 to")]
    [InlineData("closed:1,cont=3", "'cont' is not an option; did you mean 'count'?")]
    [InlineData("closed:1,1", "'1' is not an option")]
    [InlineData("closed:1,count<=3", "'count<=3' is not an option")]
    [InlineData("closed:1,,count=3", "'' is not an option")]
    [InlineData("closed:1,count=3,count=4", "'count' is given twice")]
    [InlineData("closed:1,batch<=2,batch=2", "'batch' is given twice")]
    [InlineData("closed:1,batch<=0", "batch '0' must be from 1 to")]
    [InlineData("closed:1,batch<=-1", "batch '-1' must be from 1 to")]
    [InlineData("poisson:infrps", "expected poisson:RATErps")]
    [InlineData("poisson:1000000000000000000000rps", "expected poisson:RATErps")]
    [InlineData("closed:1,partition=-1", "partition '-1' must be a whole number from 0")]
    [InlineData("closed:1,shape.M=-1", "shape.M '-1' must be a whole number from 0")]
    [InlineData("closed:1,batch<=2,wait<=x", "wait 'x' must be cycles or a time")]
    [InlineData("closed:1,wait<=10", "give batch<=N")]
    [InlineData("closed:1,dim=N", "give batch<=N")]
    [InlineData("every:5,seed=1", "seed belongs to poisson:")]
    [InlineData("poisson:5rps,seed=-1", "seed '-1' must be a whole number")]
    [InlineData("closed:1,start=-1", "start '-1' must be cycles or a time")]
    [InlineData("closed:1,partition=x", "partition 'x' must be a whole number")]
    [InlineData("closed:1,partition=1", "the system has 1 partition(s)")]
    [InlineData("closed:1,shape.=1", "'shape.' is not an option")]
    [InlineData("closed:1,shape.M=x", "shape.M 'x' must be a whole number")]
    [InlineData("every:1000000s,count=10000000", "10^15 core cycles")]
    [InlineData("closed:4,batch<=2", "a trace has fixed sizes, its requests cannot run together")]
    public void Wrong_request_is_named(string tenant, string message)
    {
        var run = CliRun.Of("run", "--request", _folder.SmallTrace() + "@" + tenant);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains("--request", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-", "standard input can be read once")]
    [InlineData("nowhere.msgpack", "cannot open")]
    public void Input_that_cannot_be_read_again_and_again_is_refused(string input, string message)
    {
        var run = CliRun.Of("run", "--request", input + "@closed:1");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("closed:1,batch<=2", "is none of its sizes (N)")]
    [InlineData("closed:1,batch<=2,dim=Q", "needs a size 'Q'")]
    [InlineData("closed:1", "'N' is missing")]
    [InlineData("closed:1,shape.N=64,shape.Q=1", "'Q' is not one of its sizes")]
    [InlineData("closed:1,batch<=2,dim=N,shape.N=9223372036854775807", "leaves 63 bits")]
    public void Sizes_that_a_package_does_not_take_are_refused(string tenant, string message)
    {
        Assert.Equal(0, CliRun.Of("compile", "builtin:add", "-D", "shape=?N", "-o", _folder["k.pkg"], "--cache", _folder["cache"]).ExitCode);
        var run = CliRun.Of("run", "--request", _folder["k.pkg"] + "@" + tenant);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_fixed_batch_takes_no_batches()
    {
        Assert.Equal(0, CliRun.Of("model", "new", "resnet18", "--batch", "1", "-o", _folder["m.onnx"]).ExitCode);
        var run = CliRun.Of("run", "--request", _folder["m.onnx"] + "@poisson:1000rps,batch<=8");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("all its sizes are fixed", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("poisson:1000rps,batch<=8,partition=3", "the system has 1 partition(s)")]
    [InlineData("poisson:1000rps,shape.batch=0", "Add 'add': sizes 0 and 8 at dimension 0 do not broadcast")]
    [InlineData("poisson:1000rps,shape.bach=2", "'bach' is not one of its sizes")]
    [InlineData("poisson:1000rps,batch<=8,dim=rows", "needs a size 'rows', which is none of its sizes (batch)")]
    [InlineData("burst:3,batch<=8", "Add 'add': sizes 3 and 8 at dimension 0 do not broadcast")]
    public void A_model_that_cannot_run_so_is_refused_and_leaves_no_report(string tenant, string message)
    {
        var run = CliRun.Of("run", "--request", EightRows.Write(_folder["m.onnx"]) + "@" + tenant, "--json", _folder["report.json"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains(_folder["m.onnx"], run.Error, StringComparison.Ordinal);
        Assert.Equal(["m.onnx"], _folder.Files);
    }
}
