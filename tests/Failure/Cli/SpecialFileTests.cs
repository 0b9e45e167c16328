using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>What is no regular file where a file is asked for: read once if that can end, refused if it cannot.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private static readonly string[][] Readers =
    [
        ["run", "X", "-q"], ["trace", "check", "X"], ["trace", "info", "X"], ["trace", "dump", "X"], ["trace", "load", "X", "-o", "O"],
        ["trace", "diff", "X", "X"], ["trace", "convert", "X", "O"], ["config", "check", "X"], ["compile", "X", "--no-cache", "-o", "O"],
        ["compile", "builtin:matmul", "-D", "M=8,N=8,K=8", "--mapping", "X", "--no-cache", "-o", "O"],
        ["compile", "builtin:add", "-D", "shape=8x8", "--cost-table", "X", "--no-cache", "-o", "O"], ["emit", "X", "-o", "O"],
        ["exec", "X", "-o", "O"], ["cost", "X"], ["model", "check", "X"], ["model", "shapes", "X"], ["dram", "replay", "X", "--standard", "DDR4"],
        ["sweep", "X", "--vary", "noc.latency=1,2", "-o", "O"], ["run", "--request", "X@poisson:1rps,count=2"],
    ];

    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_reader_refuses_what_is_no_file_of_its_kind_in_one_message()
    {
        Directory.CreateDirectory(_folder["folder"]);
        File.CreateSymbolicLink(_folder["loop"], _folder["pool"]);
        File.CreateSymbolicLink(_folder["pool"], _folder["loop"]);
        File.CreateSymbolicLink(_folder["zero"], "/dev/zero");
        _folder.Text("one", "x");
        string[] files = ["folder", "loop", "one", "none", .. Nightly.IsOn ? ["zero"] : Array.Empty<string>()];
        foreach (var file in files)
        {
            foreach (var reader in Readers)
            {
                var run = CliRun.Of([.. reader.Select(a => a.Replace("X", _folder[file], StringComparison.Ordinal).Replace("O", _folder["out"], StringComparison.Ordinal))]);
                Assert.True(run.ExitCode == 2, $"{file}, {string.Join(' ', reader)}: {run.ExitCode}: {run.Error}");
                Assert.InRange(run.Error.Length + run.Output.Length, 1, 5000);
                Assert.DoesNotContain("Access to the path", run.Error, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("$A run <(cat g.msgpack) --system toy-8x8 -q")]
    [InlineData("mkfifo p; cat g.msgpack > p & $A run p --system toy-8x8 -q")]
    [InlineData("mkfifo p; gzip -c g.msgpack > p & $A trace check p")]
    public void A_pipe_is_read_from_its_first_byte(string script)
    {
        _folder.SmallTrace("g.msgpack");
        var run = Tool.Bash(script, _folder[""]);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    [Fact]
    public void An_included_folder_or_loop_of_links_is_refused_where_it_stands()
    {
        Directory.CreateDirectory(_folder["folder"]);
        File.CreateSymbolicLink(_folder["loop"], _folder["loop"]);
        foreach (var (include, problem) in new[] { ("\"folder\"", "is a folder"), ("required(\"folder\")", "is a folder"), ("\"loop\"", "cannot read included file 'loop'") })
        {
            var run = CliRun.Of("config", "check", _folder.Text("c.conf", $"include {include}\n"));
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("c.conf:1:1: ", run.Error, StringComparison.Ordinal);
            Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        }
    }
}
