using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>Names that are not UTF-8: refused with their bytes shown, before another file is read or written in their place.</summary>
public sealed class ForeignNameTests : IDisposable
{
    private readonly CliFolder _folder = new();

    // .NET cannot delete what it cannot name.
    public void Dispose()
    {
        Tool.Bash("rm -rf -- *", _folder[""]);
        _folder.Dispose();
    }

    [Theory]
    [InlineData("run $'a\\xff.msgpack' -q")]
    [InlineData("run g.msgpack -q --json $'a\\xff.msgpack'")]
    [InlineData("run g.msgpack -q --timeline $'a\\xff.msgpack'")]
    [InlineData("config check $'a\\xff.msgpack'")]
    [InlineData("compile builtin:matmul -D M=8,N=8,K=8 --mapping $'a\\xff.msgpack' --no-cache -o p.kpkg")]
    [InlineData("compile builtin:add -D shape=8x8 --no-cache -o $'a\\xff.msgpack'")]
    public void An_argument_that_is_not_utf8_is_refused_by_its_bytes(string arguments)
    {
        var trace = _folder.SmallTrace("g.msgpack");
        var run = Tool.Bash($"cp g.msgpack $'a\\xff.msgpack'; $A {arguments}", _folder[""]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal("actorsim: error: argument 'a\\xff.msgpack' is not UTF-8; rename what it names, or choose another name\n", run.Error);
        Assert.Equal(2, Directory.GetFiles(_folder[""]).Length);
        Assert.True(File.Exists(trace));
    }

    [Fact]
    public void The_replacement_character_is_a_name_like_any_other()
    {
        File.Move(_folder.SmallTrace(), _folder["\uFFFD.msgpack"]);
        Assert.Equal((0, "", ""), Tool.Bash("$A run $'\\xef\\xbf\\xbd.msgpack' --system toy-8x8 -q", _folder[""]));
    }

    [Theory]
    [InlineData("mkdir $'d\\xff' && cd $'d\\xff'", "has a name that is not UTF-8")]
    [InlineData("mkdir d && cd d && rmdir ../d", "does not exist any more")]
    public void A_working_folder_that_cannot_be_named_is_said(string before, string problem)
    {
        var run = Tool.Bash($"{before} && $A gen vector-add --elements 64 -o v.msgpack", _folder[""]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("actorsim: error: the working folder ", run.Error, StringComparison.Ordinal);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_home_that_is_not_utf8_is_no_home()
    {
        var run = Tool.Bash("mkdir -p $'h\\xff'; HOME=$PWD/$'h\\xff' XDG_CACHE_HOME= $A compile builtin:add -D shape=8x8 -o p.kpkg; ls -A", _folder[""]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder[""]).Length);
    }
}
