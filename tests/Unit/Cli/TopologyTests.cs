using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>SCALE-Sim's topologies as inputs, and lines for layers as its users know them.</summary>
public sealed class TopologyTests : IDisposable
{
    private const string Conv = "Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,\n";
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Layers_run_one_after_the_other_and_move_their_operands()
    {
        var file = _folder.Text("t.csv", Conv + "Conv1, 18, 18, 3, 3, 8, 16, 1,\nConv1, 16, 16, 1, 1, 16, 32, 2,\n\n");
        var layers = Layers(file, "toy-8x8");
        Assert.Equal(["Conv1", "Conv1 #2"], layers.Select(l => l[1]));
        var report = CliReport.Read(_folder["r.json"]).GetProperty("layers").EnumerateArray().ToArray();
        Assert.All(report.Zip(report.Skip(1)), p => Assert.True(p.First.GetProperty("endCycle").GetInt64() <= p.Second.GetProperty("startCycle").GetInt64()));
        Assert.True(long.Parse(layers[0][5], null) >= 4 * ((18 * 18 * 8) + (3 * 3 * 8 * 16) + (16 * 16 * 16)));
        Assert.All(layers, l => Assert.InRange(double.Parse(l[4], null), 0.1, 100));
    }

    [Fact]
    public void Products_are_read_by_the_names_of_their_columns()
    {
        var layers = Layers(_folder.Text("g.csv", "Layer, M, N, K,\nG1, 64, 64, 512,\nG2, 64, 64, 64,\n"), "tpuv3");
        Assert.Equal(["G1", "G2"], layers.Select(l => l[1]));
        // Rows of 64 are padded to 128 elements on this system.
        Assert.Equal(4 * ((64 * 512) + (512 * 128) + (64 * 128)), long.Parse(layers[0][5], null));
    }

    [Fact]
    public void A_topology_is_emitted_as_a_trace_that_takes_as_long()
    {
        var file = _folder.Text("g.csv", "Layer, M, N, K,\nG1, 64, 64, 512,\nG2, 64, 64, 64,\n");
        Layers(file, "tpuv3");
        var cycles = CliReport.Cycles(_folder["r.json"]);
        Assert.Equal(0, CliRun.Of("emit", file, "-o", _folder["t.trace"]).ExitCode);
        Assert.Equal(0, CliRun.Of("run", _folder["t.trace"], "-q", "--json", _folder["r.json"]).ExitCode);
        Assert.Equal(cycles, CliReport.Cycles(_folder["r.json"]));
    }

    [Theory]
    [InlineData("a, b\n1, 2\n", "t.csv:1: is no topology of SCALE-Sim")]
    [InlineData("Layer, M, N, K,\nG, 1, 0, 3,\n", "t.csv:2: n '0' must be a whole number from 1")]
    [InlineData("Layer, M, N, K,\nG, 1, 2\n", "t.csv:2: k '' must be a whole number")]
    [InlineData("Layer, M, N, K,\n", "t.csv: there are no layers")]
    [InlineData("Layer, M, N, K, L,\nG, 1, 2, 3, 4,\n", "t.csv:1: column 'l' is not known")]
    [InlineData(Conv + "c, 2, 2, 3, 3, 1, 1, 1,\n", "t.csv:2: the filter (3 x 3) is larger than the IFMAP (2 x 2)")]
    [InlineData("Layer, M, N, K, Sparsity,\nG, 1, 2, 3, 2:4,\n", "t.csv:2: sparsity '2:4' is not modelled")]
    public void What_is_wrong_is_said_with_its_line(string text, string problem)
    {
        var run = CliRun.Of("run", _folder.Text("t.csv", text));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(problem, run.Error);
    }

    private string[][] Layers(string file, string system)
    {
        var run = CliRun.Of("run", file, "--system", system, "-q", "--layers-csv", _folder["l.csv"], "--json", _folder["r.json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var lines = File.ReadAllLines(_folder["l.csv"]);
        Assert.StartsWith("LayerID, Layer name, Total Cycles, Stall Cycles, Overall Util %", lines[0]);
        return [.. lines.Skip(1).Select(l => l.Split(", "))];
    }
}
