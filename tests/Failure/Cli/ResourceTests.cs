using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>The tool where memory and disk are small, and where standard output is closed.</summary>
public sealed class ResourceTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_closed_standard_output_is_said_in_words_that_fit()
    {
        var run = Tool.Bash("$A trace dump g.msgpack >&-", Folder());
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("standard output", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Access to the path", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_without_a_folder_for_temporary_files_says_which_variable_names_it()
    {
        var run = Tool.Bash("TMPDIR=/nowhere $A run g.msgpack -q --log=items", Folder());
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("set TMPDIR", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compile_writes_its_package_without_a_cache()
    {
        foreach (var home in new[] { "HOME=/proc XDG_CACHE_HOME=", "HOME=/nowhere/at/all XDG_CACHE_HOME=/proc/none", "XDG_CACHE_HOME=/dev/null" })
        {
            var run = Tool.Bash($"{home} $A compile builtin:add -D shape=8x8 -o a.kpkg", Folder());
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.True(File.Exists(_folder["a.kpkg"]));
            File.Delete(_folder["a.kpkg"]);
        }

        Assert.Equal(0, CliRun.Of("compile", "builtin:add", "-D", "shape=8x8", "--no-cache", "--cache", _folder["c"], "-o", _folder["a.kpkg"]).ExitCode);
        Assert.False(Directory.Exists(_folder["c"]));
    }

    [NightlyFact]
    public void With_little_memory_every_hostile_file_ends_with_a_code_and_a_message()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures", "hostile"), "*.msgpack").Order(StringComparer.Ordinal))
        {
            var run = Tool.Bash($"ulimit -v 4000000; $A run '{file}' -q", Folder());
            Assert.True(run.ExitCode is 0 or 2 or 3, $"{file}: {run.ExitCode}: {run.Error}");
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        }
    }

    [NightlyFact]
    public void A_full_disk_is_one_message_and_leaves_nothing()
    {
        var script = "unshare -rm bash -c 'mkdir -p d && mount -t tmpfs -o size=16k none d && {0}; code=$?; ls -A d | wc -l; exit $code'";
        foreach (var command in new[] { "$A run g.msgpack -q --timeline d/t.json", "$A gen gemm --m 4096 --n 1024 --k 1024 -o d/t.msgpack", "TMPDIR=d $A run g.msgpack -q --log=all" })
        {
            var run = Tool.Bash(script.Replace("{0}", command, StringComparison.Ordinal), Folder());
            Assert.True(run.ExitCode == 2, $"{command}: {run.ExitCode}: {run.Error}");
            Assert.Contains("No space left", run.Error, StringComparison.Ordinal);
            Assert.EndsWith("0\n", run.Output, StringComparison.Ordinal);
        }
    }

    private string Folder()
    {
        if (!File.Exists(_folder["g.msgpack"]))
        {
            Assert.Equal(0, CliRun.Of("gen", "gemm", "--m", "512", "--n", "512", "--k", "512", "-o", _folder["g.msgpack"]).ExitCode);
        }

        return _folder[""];
    }
}
