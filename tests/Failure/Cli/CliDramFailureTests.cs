using System.IO.Compression;
using System.Text;
using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>Wrong input of <c>actorsim dram</c>: exit code 2, one message, no file left behind.</summary>
public sealed class CliDramFailureTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0x0 READ 0\nnonsense\n", "line 2", "expected '0xADDRESS READ|WRITE CYCLE'", "'nonsense'")]
    [InlineData("0x0 READ 7\n0x40 READ 6\n", "line 2", "below that of the line before, 7", "'0x40 READ 6'")]
    [InlineData("0x0 READ -7\n", "line 1", "must not be negative", "'0x0 READ -7'")]
    [InlineData("0xFFFFFFFFF READ 0\n", "line 1", "beyond the capacity", "'0xFFFFFFFFF READ 0'")]
    public void A_malformed_line_is_refused_and_nothing_is_written(string text, params string[] parts) =>
        Refused([_folder.Text("bad.trace", text), "--standard", "oracle-ddr4"], parts);

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(200)]
    public void A_gzip_trace_that_was_cut_is_refused_wherever_that_was(int missing)
    {
        var bytes = PackedLines();
        File.WriteAllBytes(_folder["cut.trace.gz"], bytes[..^missing]);
        Refused([_folder["cut.trace.gz"], "--standard", "oracle-ddr4"], "cut.trace.gz", "damaged or cut off");
    }

    [Fact]
    public void A_gzip_trace_that_was_cut_at_the_end_of_a_line_is_refused()
    {
        // Flushed after a line: what was written so far is whole lines, but not a whole file.
        using var packed = new MemoryStream();
        using var gzip = new GZipStream(packed, CompressionLevel.Fastest, true);
        gzip.Write("0x0 READ 0\n0x40 READ 1\n"u8);
        gzip.Flush();
        File.WriteAllBytes(_folder["cut.trace.gz"], packed.ToArray());
        Refused([_folder["cut.trace.gz"], "--standard", "oracle-ddr4"], "cut.trace.gz", "line 2", "damaged or cut off");
    }

    [Fact]
    public void An_unknown_standard_is_refused_with_the_nearest_names() =>
        Refused([Trace(), "--standard", "oracle-ddr5"], "oracle-ddr5", "did you mean 'oracle-ddr4'");

    [Fact]
    public void A_standard_must_be_named() => Refused([Trace()], "--standard", "oracle-hbm2pc");

    [Theory]
    [InlineData("scheduler=frfcfs", "did you mean 'fr-fcfs'")]
    [InlineData("row-policy=opened", "did you mean 'open'")]
    [InlineData("refresh=allbank", "did you mean 'all-bank'")]
    [InlineData("address-map=MOP4CLXO", "did you mean 'MOP4CLXOR'")]
    [InlineData("read-bufer=4", "did you mean 'read-buffer'")]
    [InlineData("bank-groups=3", "bank-groups must be a power of two in 1..8")]
    [InlineData("rows=0", "rows must be a power of two")]
    [InlineData("columns=4", "Columns = 4 must be at least")]
    [InlineData("nREFI=100", "above nRFC")]
    [InlineData("drain-low-percent=90", "DrainLowPercent = 90 must be in 1..80")]
    [InlineData("clock=800 MHz", "1250 ps, but tCK is 625 ps")]
    [InlineData("clock=fast", "expected a frequency")]
    [InlineData("interleave=100", "power of two from 64")]
    [InlineData("read-buffer=many", "not a whole number")]
    [InlineData("read-buffer", "expected KEY=VALUE")]
    public void A_value_that_cannot_be_is_refused(string assignment, string part) =>
        Refused([Trace(), "--standard", "oracle-ddr4", "--set", assignment], part);

    [Theory]
    [InlineData("--channels", "0")]
    [InlineData("--channels", "-1")]
    [InlineData("--offers", "0")]
    public void Counts_below_one_are_refused(string option, string value) =>
        Refused([Trace(), "--standard", "oracle-ddr4", option, value], option + " " + value, "must be from 1");

    [Fact]
    public void A_file_that_does_not_exist_is_named() => Refused([_folder["nowhere"], "--standard", "oracle-ddr4"], "nowhere", "cannot open");

    [Fact]
    public void A_folder_is_not_a_trace() =>
        Refused([Path.GetDirectoryName(_folder["x"])!, "--standard", "oracle-ddr4"], "cannot open");

    [Fact]
    public void Results_that_cannot_be_written_are_refused()
    {
        var run = CliRun.Of("dram", "replay", Trace(), "--standard", "oracle-ddr4", "-q", "--json", _folder["no/such/folder.json"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void An_unknown_pattern_is_refused_with_the_nearest_name()
    {
        var run = CliRun.Of("dram", "bench", "--standard", "HBM2", "--pattern", "rand", "--out", _folder["curve.svg"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("did you mean 'random'", run.Error, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    private static byte[] PackedLines()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, true))
        {
            for (var i = 0; i < 2000; i++) gzip.Write(Encoding.ASCII.GetBytes($"0x{i * 7919 * 64:X} READ {i}\n"));
        }

        return packed.ToArray();
    }

    private string Trace() => _folder.Text("good.trace", "0x0 READ 0\n");

    private void Refused(string[] arguments, params string[] parts)
    {
        var before = _folder.Files.ToArray();
        var run = CliRun.Of(["dram", "replay", .. arguments, "--json", _folder["out.json"], "--commands", _folder["out.csv"]]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("actorsim: error: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.All(parts, part => Assert.Contains(part, run.Error, StringComparison.Ordinal));
        Assert.Equal(before, _folder.Files);
    }
}
