using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary><c>actorsim trace check T --system S</c>.</summary>
public sealed class TraceCheckSystemTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_compiled_trace_cannot_freeze_where_it_fits()
    {
        var trace = Compiled("toy-8x8");
        var run = CliRun.Of("trace", "check", trace, "--system", "toy-8x8");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("cannot freeze on toy-8x8: a work-item holds at most ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_where_it_does_not_fit_and_costs_of_other_lanes_are_named()
    {
        var trace = Compiled("toy-8x8");
        var run = CliRun.Of("trace", "check", trace, "--system", "tpuv3", "--set", "core.spad=1 KiB");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("can freeze on tpuv3: work-item 0 of kernel 0 holds up to ", run.Error, StringComparison.Ordinal);
        Assert.Contains("the core has 1024", run.Error, StringComparison.Ordinal);
        Assert.Contains("warning: its costs are of another machine: toy", run.Output, StringComparison.Ordinal);
    }

    private string Compiled(string system)
    {
        Assert.Equal(0, CliRun.Of("compile", "builtin:matmul", "-D", "M=32,N=32,K=64", "--system", system, "--cache", _folder["cache"], "-o", _folder["k.pkg"]).ExitCode);
        Assert.Equal(0, CliRun.Of("emit", _folder["k.pkg"], "-o", _folder["k.trace"]).ExitCode);
        return _folder["k.trace"];
    }
}
