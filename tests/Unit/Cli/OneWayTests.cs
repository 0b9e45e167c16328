using ActorSim.Cli.Running;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.Npy;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>The same thing is said in the same way to every command.</summary>
public sealed class OneWayTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run {0} -q --system toy-8x8 --json {1}")]
    [InlineData("emit {0} -o {1}")]
    [InlineData("run --request {0}@every:1ms,count=2 -q --system toy-8x8 --json {1}")]
    public void Inputs_are_given_by_name_or_in_order(string line)
    {
        var (package, table, indices) = Gather();
        var ordered = Output(line, package, table, indices);
        Assert.Equal(ordered, Output(line, package, "indices=" + indices));
        Assert.Equal(ordered, Output(line, package, "indices=" + indices, table));
        var wrong = Run(line, package, "x=" + indices);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("--input: 'x' is none of them", wrong.Error);
    }

    [Fact]
    public void Named_indices_decide_what_is_touched()
    {
        var (package, _, indices) = Gather();
        Assert.NotEqual(Output("emit {0} -o {1}", package), Output("emit {0} -o {1}", package, "indices=" + indices));
    }

    [Fact]
    public void A_sweep_takes_inputs_by_name()
    {
        var (package, _, indices) = Gather();
        var run = CliRun.Of("sweep", package, "--system", "toy-8x8", "--vary", "channels=1,2", "--input", "indices=" + indices, "-o", _folder["sweep"], "-q");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("show")]
    [InlineData("check")]
    public void Config_takes_the_system_with_and_without_the_option(string command)
    {
        var named = CliRun.Of("config", command, "tpuv4", "--set", "core.arrays=2");
        Assert.Equal(0, named.ExitCode);
        Assert.Equal(named, CliRun.Of("config", command, "--system", "tpuv4", "--set", "core.arrays=2"));
        var twice = CliRun.Of("config", command, "tpuv4", "--system", "tpuv3");
        Assert.Equal(2, twice.ExitCode);
        Assert.Contains("named twice", twice.Error);
    }

    [Fact]
    public void Config_check_says_what_the_system_can_do()
    {
        var check = CliRun.Of("config", "check", "tpuv3");
        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.Contains("cores 940 MHz, network 940 MHz, memory 940 MHz", check.Output);
        Assert.Contains("61.6 TOPS in arrays", check.Output);
        Assert.Contains("481.28 GB/s", check.Output);
        Assert.Contains("capacity 32 GiB", check.Output);
    }

    [Theory]
    [InlineData("core.clock=2GHz", "stays behind core.clock = 2 GHz (--set core.clock=2GHz)")]
    [InlineData("dram.clock=2GHz", "the network is the bottleneck; set noc.clock to 2 GHz or more")]
    public void Config_check_warns_of_a_network_clock_left_behind(string set, string warning)
    {
        Assert.Contains(warning, CliRun.Of("config", "check", "tpuv3", "--set", set).Error);
        Assert.Equal("", CliRun.Of("config", "check", "tpuv3", "--set", set, "--set", "noc.clock=2GHz").Error);
    }

    [Fact]
    public void Standard_input_holds_whatever_a_file_may_hold()
    {
        var (package, _, _) = Gather();
        foreach (var (file, kept) in new[] { (_folder.SmallTrace(), false), (package, true) })
        {
            using var stream = File.OpenRead(file);
            string path;
            using (var input = StandardInput.Open(stream))
            {
                path = input.Path;
                using var copy = new MemoryStream();
                using var source = kept ? File.OpenRead(path) : input.Stream;
                source.CopyTo(copy);
                Assert.Equal(File.ReadAllBytes(file), copy.ToArray());
            }

            Assert.Equal(kept, path != "-");
            Assert.False(File.Exists(path));
        }
    }

    [Theory]
    [InlineData("actorsim run s", "")]
    [InlineData("actorsim run --json ", "")]
    [InlineData("actorsim run --sy", "--sync --system")]
    [InlineData("actorsim run --set core.s", "core.spad=")]
    [InlineData("actorsim sweep x --vary dram.chann", "dram.channel-map= dram.channels=")]
    [InlineData("actorsim run --system toy", "toy-8x8 toy-8x8-4core")]
    [InlineData("actorsim config check tpuv4", "tpuv4 tpuv4i")]
    public void Proposals_begin_with_what_is_typed_and_options_with_a_dash(string line, string proposals) =>
        Assert.Equal(proposals, string.Join(' ', CliRun.Of($"[suggest:{line.Length}]", line).Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)));

    // A kernel that reads rows of a table by index.
    private (string Package, string Table, string Indices) Gather()
    {
        var compiled = CliRun.Of("compile", "builtin:gather", "-D", "N=4096,D=64,I=32", "--system", "toy-8x8", "-o", _folder["gather.kpkg"], "--no-cache");
        Assert.Equal((0, ""), (compiled.ExitCode, compiled.Error));
        NpyWriter.Write(_folder["t.npy"], TensorData.Of(new float[4096 * 64], 4096, 64));
        NpyWriter.Write(_folder["i.npy"], TensorData.Of([.. Enumerable.Range(0, 32).Select(i => (long)(i * 97 % 4096))], 32));
        return (_folder["gather.kpkg"], _folder["t.npy"], _folder["i.npy"]);
    }

    private CliRun Run(string line, string package, params string[] inputs) =>
        CliRun.Of([.. string.Format(null, line, package, _folder["out"]).Split(' '), .. inputs.SelectMany(i => (string[])["--input", i])]);

    // The trace, or the digest of the run.
    private string Output(string line, string package, params string[] inputs)
    {
        var run = Run(line, package, inputs);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return line.StartsWith("emit", StringComparison.Ordinal) ? Convert.ToHexString(File.ReadAllBytes(_folder["out"]))
            : CliReport.Read(_folder["out"]).GetProperty("digest").GetString()!;
    }
}
