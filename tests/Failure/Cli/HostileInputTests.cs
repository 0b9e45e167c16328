using ActorSim.Dram.Replay;
using ActorSim.Tests.Unit.Cli;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;
using ActorSim.Trace.Tools;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>Small inputs that stand for a kind each (docs/robustness.md): one clear message and exit code, or a run.</summary>
public sealed class HostileInputTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("A1-matmul-writes-weights", 2, "writes buffer 2 of role 2 (weights)")]
    [InlineData("A1-vector-writes-weights", 2, "writes buffer 2 of role 2 (weights)")]
    [InlineData("A1-vector-writes-weights2", 2, "writes buffer 2 of role 2 (weights)")]
    [InlineData("A4-big-load", 2, "separate rows; the limit is 4194304")]
    [InlineData("A4-big-store", 2, "separate rows; the limit is 4194304")]
    [InlineData("A6-cost-w2", 2, "cycles 9223372036854775807; an operation takes at most")]
    [InlineData("A9-buffer-id-2147483647", 0, "")]
    [InlineData("A9-buffer-id-300000000", 0, "")]
    [InlineData("A9-tensor-id-2147483647", 0, "")]
    [InlineData("A9-tile-id-2147483647", 0, "")]
    public void Check_and_run_agree_about_a_trace(string name, int code, string message)
    {
        var path = Fixture(name + ".msgpack");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var run = CliRun.Of("run", path, "-q", "--timeline", _folder["t.json"], "--json", _folder["r.json"], "--html", _folder["r.html"]);
        Assert.Equal((code, code), (run.ExitCode, CliRun.Of("trace", "check", path).ExitCode));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200 << 20);
    }

    [Theory]
    [InlineData("pat-1-396-code1.pkg")]
    [InlineData("pmm-1-666-code1.pkg")]
    public void A_package_with_a_right_checksum_and_wrong_contents_is_refused_by_name(string name)
    {
        var run = CliRun.Of("run", Fixture(name), "--system", "toy-8x8");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(name + ": its program is not sound: SIM", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_beyond_64_bits_are_wrong_input()
    {
        string[] matmul = ["compile", "builtin:matmul", "-D", "M=64", "-D", "N=64", "-D", "K=64", "--no-cache", "-o", _folder["x.kpkg"]];
        Refused("1127811190303618046 is not an integer of 1 to", [.. matmul, "--mapping", Fixture("map-1-405-code1.json")]);
        Refused("leaves the range of 64 bits (op=add, shape=9223372036854775807x4)",
            "compile", "builtin:elementwise", "-D", "op=add", "-D", "shape=9223372036854775807x4", "--no-cache", "-o", _folder["x.kpkg"]);
        Assert.False(File.Exists(_folder["x.kpkg"]));
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/urandom")]
    [InlineData("/proc/self/environ")]
    public void An_included_device_is_refused(string device)
    {
        var config = _folder.Text("c.conf", $"include \"{device}\"\n");
        Refused("is no regular file", "config", "check", config);
    }

    [Fact]
    public void Control_characters_of_a_name_are_shown_and_do_nothing()
    {
        var trace = _folder.UncheckedTrace("t.msgpack", sink =>
        {
            sink.Header(new TraceHeader("p", "\u001b[2Jred\u202e"));
            sink.BeginKernel(new TraceKernel(0, "k", [], 0));
            sink.EndKernel(0);
            sink.Complete();
        });
        var info = CliRun.Of("trace", "info", trace);
        Assert.Equal(0, info.ExitCode);
        Assert.DoesNotContain(info.Output + info.Error, c => c is '\u001b' or '\u202e');
        Assert.Contains("\\u001b[2Jred", info.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_is_a_few_short_lines_whatever_is_wrong()
    {
        var table = _folder.Text("c.tsv", new string('9', 1 << 20) + "\n");
        var run = CliRun.Of("compile", "builtin:add", "-D", "shape=8x8", "--cost-table", table, "--no-cache", "-o", _folder["x.kpkg"]);
        Assert.Equal(2, run.ExitCode);
        Assert.InRange(run.Error.Length, 20, 2000);
        Assert.Contains("characters)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_gzip_trace_is_refused_by_the_reader_itself()
    {
        var whole = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "dram", "iso_rd.trace.gz"));
        Assert.True(Lines(whole) > 0);
        foreach (var length in new[] { whole.Length - 1, whole.Length - 9, whole.Length / 2, 40 })
        {
            Assert.Throws<DramTraceException>(() => Lines(whole[..length]));
        }
    }

    [Fact]
    public void A_cut_gzip_recording_is_refused_by_the_reader_itself()
    {
        var whole = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "togsim", "ex_layernorm.jsonl.gz"));
        void Import(byte[] bytes) => RecordedStreamImporter.Import(() => new MemoryStream(bytes), "t", new TraceWriter(Stream.Null));
        Import(whole);
        foreach (var length in new[] { whole.Length - 1, whole.Length - 4, whole.Length - 8, whole.Length - 9, whole.Length / 2, 40 })
        {
            Assert.Throws<TraceException>(() => Import(whole[..length]));
        }
    }

    [Fact]
    public void A_line_without_an_end_does_not_fill_the_memory()
    {
        using var zeros = new FileStream("/dev/zero", FileMode.Open, FileAccess.Read);
        var refusal = Assert.Throws<TraceException>(() => JsonLinesLoader.Load(zeros, "t", new TraceWriter(Stream.Null)));
        Assert.Contains("line 1: it has more than 67108864 characters", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_beyond_their_range_are_refused_with_the_range()
    {
        Refused("must be at most 281474976710656", "run", "--request", $"{_folder.SmallTrace()}@{1L << 62}");
        Refused("the cycle must be at most 281474976710656", "dram", "replay", "--standard", "DDR4", _folder.Text("late.trace", "0x0 READ 660000000000000000\n"));
        Assert.Equal(0, CliRun.Of("dram", "replay", "--standard", "DDR4", _folder.Text("idle.trace", $"0x0 READ 1\n0x40 WRITE {1L << 48}\n")).ExitCode);
    }

    [Fact]
    public void What_a_killed_writer_left_is_removed_and_what_another_writes_is_not()
    {
        var folder = Directory.CreateDirectory(_folder["d"]).FullName;
        using (var live = TemporaryFile.Create(folder, "live", out var livePath))
        {
            TemporaryFile.Create(folder, "dead", out var deadPath).Dispose();
            Assert.Equal(1, TemporaryFile.Sweep(folder));
            Assert.Equal((true, false), (File.Exists(livePath), File.Exists(deadPath)));
        }

        using var nameless = TemporaryFile.CreateNameless(folder, "spool");
        nameless.WriteByte(1);
        Assert.Equal(OperatingSystem.IsWindows() ? 2 : 1, Directory.GetFiles(folder).Length);
    }

    private void Refused(string message, params string[] arguments)
    {
        var run = CliRun.Of(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private static long Lines(byte[] bytes)
    {
        using var reader = new DramTraceReader(new MemoryStream(bytes), "t");
        var lines = 0L;
        while (reader.TryRead(out _))
        {
            lines++;
        }

        return lines;
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "hostile", name);
}
