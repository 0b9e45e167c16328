using System.Text.RegularExpressions;
using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Golden.Cli;

/// <summary>The samples are what their commands write.</summary>
public sealed class CliSampleTests : IDisposable
{
    private static readonly string Samples = Path.Combine(CliFolder.Repository, "samples");
    private readonly CliFolder _folder = new();

    public static TheoryData<string> Commands => new(InReadme());

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_sample_is_what_its_command_writes(string command)
    {
        var words = command.Split(' ');
        var name = words[^1];
        words[^1] = _folder[name];
        Assert.Equal((0, ""), (CliRun.Of(words).ExitCode, CliRun.Of(words).Error));
        Assert.Equal(File.ReadAllBytes(Path.Combine(Samples, name)), File.ReadAllBytes(_folder[name]));
    }

    [Fact]
    public void Every_sample_has_a_command_and_together_they_are_below_one_megabyte()
    {
        var files = new DirectoryInfo(Samples).GetFiles("*.msgpack*");
        Assert.Equal(files.Select(f => f.Name).Order(), InReadme().Select(c => c.Split(' ')[^1]).Order());
        Assert.InRange(files.Sum(f => f.Length), 1, 1_000_000);
    }

    // Cycles are the model's: when a rule changes on purpose, these change with it and docs/deviations.md says why.
    [Theory]
    [InlineData("gemm256.msgpack", "oracle-simple", 3072)]
    [InlineData("gemm512.msgpack", "oracle-simple", 10495)]
    [InlineData("gemm256.msgpack", "oracle-hbm2", 3135)]
    [InlineData("attention.msgpack", "oracle-simple", 7484)]
    [InlineData("layernorm.msgpack", "oracle-simple", 24373)]
    public void A_sample_takes_its_cycles(string sample, string system, long cycles)
    {
        var run = CliRun.Of("run", Path.Combine(Samples, sample), "--system", system, "--json", _folder["report.json"], "--quiet");
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        var report = CliReport.Read(_folder["report.json"]);
        Assert.Equal(cycles, report.GetProperty("cycles").GetInt64());
        Assert.Matches("^[0-9a-f]{32}$", report.GetProperty("digest").GetString());
    }

    private static IEnumerable<string> InReadme() => Regex
        .Matches(File.ReadAllText(Path.Combine(Samples, "README.md")), "`actorsim (gen [^`]*)`")
        .Select(m => m.Groups[1].Value);
}
