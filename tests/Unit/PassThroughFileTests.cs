using System.Diagnostics;
using ActorSim.Tests.Unit.Cli;
using ActorSim.Trace.Writing;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>Outputs that are no regular files.</summary>
public sealed class PassThroughFileTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pipe_is_written_through_and_stays_a_pipe()
    {
        if (OperatingSystem.IsWindows()) return;
        var pipe = _folder["pipe"];
        using (var make = Process.Start("mkfifo", [pipe])) await make.WaitForExitAsync();
        var reader = Task.Run(() => File.ReadAllText(pipe));
        var run = CliRun.Of("dram", "replay", _folder.Text("t.trace", "0x0 READ 0\n"), "--standard", "HBM2", "-q", "--json", pipe);
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Contains("\"meanReadLatency\"", await reader, StringComparison.Ordinal);
        Assert.Equal(["pipe", "t.trace"], _folder.Files);
        using var again = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite);
        Assert.False(again.CanSeek);
    }

    [Fact]
    public void A_device_takes_what_is_written_and_is_not_replaced()
    {
        if (OperatingSystem.IsWindows()) return;
        using (var file = new AtomicFile("/dev/null"))
        {
            file.Stream.Write("lost"u8);
            file.Commit();
        }

        Assert.Empty(File.ReadAllBytes("/dev/null"));
    }

    [Fact]
    public void A_regular_file_is_replaced_only_when_the_new_one_is_whole()
    {
        var path = _folder.Text("f", "before");
        using (var file = new AtomicFile(path)) file.Stream.Write("half"u8);
        Assert.Equal("before", File.ReadAllText(path));
        using (var file = new AtomicFile(path))
        {
            file.Stream.Write("whole"u8);
            file.Commit();
        }

        Assert.Equal("whole", File.ReadAllText(path));
        Assert.Equal(["f"], _folder.Files);
    }
}
