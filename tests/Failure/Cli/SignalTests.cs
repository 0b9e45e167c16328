using System.Text.Json;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>Runs, sweeps and compiles that somebody ends at any moment: what stands under a name is whole, and the next call goes on.</summary>
public sealed class SignalTests : IDisposable
{
    private const int Moments = 200;
    private static readonly string[] Signals = ["TERM", "INT", "KILL"];
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NightlyFact]
    public void Whatever_ends_when_it_will_leaves_whole_files_or_none()
    {
        Assert.Equal(0, CliRun.Of("gen", "gemm", "--m", "1024", "--n", "1024", "--k", "512", "-o", _folder["g.msgpack"]).ExitCode);
        var random = new Random(14);
        for (var moment = 0; moment < Moments; moment++)
        {
            var signal = Signals[random.Next(Signals.Length)];
            var kind = moment % 3;
            var after = 0.02 + (random.NextDouble() * 1.5);
            var run = Tool.Bash(string.Create(null, $"timeout --preserve-status -s {signal} {after:0.000} $A {Command(kind)}"), _folder[""]);
            Assert.True(run.ExitCode is 0 or 130 or 143 or 137, $"moment {moment}: {signal} after {after:0.000} s: {run.ExitCode}: {run.Error}");
            Assert.DoesNotContain("Unhandled", run.Error, StringComparison.Ordinal);
            CheckFiles();
        }

        Assert.Equal(0, CliRun.Of("sweep", _folder["g.msgpack"], "--vary", "noc.latency=1,2,3", "-o", _folder["s"], "-q").ExitCode);
        Assert.Empty(Directory.GetFiles(_folder["s/points"], ".*"));
    }

    // The file under way is there as soon as the tool works; from then on the signal may come whenever it likes.
    [Theory]
    [InlineData("gen vector-add --elements 2000000000 --tile 8 -o d/x.msgpack")]
    [InlineData("gen vector-add --elements 2000000000 --tile 8 -o d/x.msgpack.gz")]
    [InlineData("run v.msgpack -q --json d/r.json --timeline d/t.json")]
    public void A_termination_leaves_no_file_under_way_and_has_one_code(string command)
    {
        Assert.Equal(0, CliRun.Of("gen", "vector-add", "--elements", "800000", "--tile", "8", "-o", _folder["v.msgpack"]).ExitCode);
        var run = Tool.Bash($"mkdir d; $A {command} & until ls -A d | grep -q tmp; do :; done; kill -TERM $!; wait $!; code=$?; ls -A d; exit $code", _folder[""]);
        Assert.Equal(130, run.ExitCode);
        Assert.DoesNotContain("actorsim-tmp", run.Output, StringComparison.Ordinal);
    }

    private static string Command(int kind) => kind switch
    {
        0 => "run g.msgpack -q --json r.json --timeline t.json",
        1 => "sweep g.msgpack --vary noc.latency=1,2,3 -o s -q",
        _ => "compile builtin:attention -D B=1 -D H=8 -D L=512 -D S=512 -D E=64 --cache c -o a.kpkg",
    };

    private void CheckFiles()
    {
        foreach (var json in new[] { "r.json", "t.json" }.Select(n => _folder[n]).Where(File.Exists))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(json));
            Assert.NotEqual(JsonValueKind.Undefined, document.RootElement.ValueKind);
            File.Delete(json);
        }

        foreach (var package in Directory.GetFiles(_folder[""], "*.kpkg", SearchOption.AllDirectories))
        {
            Assert.NotEmpty(KernelPackage.Read(package).Module.Kernels);
        }
    }
}
