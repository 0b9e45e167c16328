using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>Models as inputs of <c>run</c> and <c>emit</c>: a product and its rectification, with one open size.</summary>
public sealed class CliModelRunTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Layers_are_named_after_the_nodes_of_the_graph()
    {
        var run = CliRun.Of("run", Model(), "--shape", "n=64", "--json", _folder["report.json"]);
        Assert.Equal(0, run.ExitCode);
        var names = CliReport.Read(_folder["report.json"]).GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("name").GetString());
        Assert.Contains("/product", names);
        Assert.All(names, name => Assert.Contains(name, new[] { "/product", "/rectified" }));
        Assert.Contains("bound by", run.Output);
    }

    [Fact]
    public void An_emitted_model_takes_as_long_as_the_model()
    {
        var model = Model();
        Assert.Equal((0, "", ""), Outcome(CliRun.Of("emit", model, "--shape", "n=64", "-o", _folder["trace.msgpack"])));
        Assert.Equal(0, CliRun.Of("run", model, "--shape", "n=64", "--json", _folder["model.json"], "-q").ExitCode);
        Assert.Equal(0, CliRun.Of("run", _folder["trace.msgpack"], "--json", _folder["trace.json"], "-q").ExitCode);
        Assert.Equal(CliReport.Cycles(_folder["model.json"]), CliReport.Cycles(_folder["trace.json"]));
    }

    [Theory]
    [InlineData("m=64", "'m' is not one of its sizes; 'n' is missing")]
    [InlineData("n=0", "there is nothing to time: its outputs have no elements")]
    [InlineData("n=-1", "n=-1 must be 0 or more")]
    public void Wrong_sizes_are_named_together(string shape, string message)
    {
        foreach (var command in new[] { "run", "emit" })
        {
            string[] arguments = [command, Model(), "--shape", shape, .. command == "emit" ? ["-o", _folder["trace.msgpack"]] : Array.Empty<string>()];
            var run = CliRun.Of(arguments);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(message, run.Error);
        }
    }

    private static (int, string, string) Outcome(CliRun run) => (run.ExitCode, run.Output, run.Error);

    private string Model()
    {
        var shape = new TensorShape([Dim.Symbol("n"), 128]);
        var values = new[] { "x", "p", "y" }.ToImmutableDictionary(v => v, v => new GraphValue(v, ValueKind.Tensor, OnnxElementType.Float32, shape));
        var weight = new GraphTensor("w", OnnxElementType.Float32, [128, 128], new TensorContent.Absent());
        var graph = new ModelGraph
        {
            Name = "small",
            Opsets = ImmutableSortedDictionary<string, int>.Empty.Add("", 17),
            Inputs = ["x"],
            Outputs = ["y"],
            Nodes = [new GraphNode("/product", "MatMul", "", 17, ["x", "w"], ["p"], []), new GraphNode("/rectified", "Relu", "", 17, ["p"], ["y"], [])],
            Initializers = ImmutableSortedDictionary<string, GraphTensor>.Empty.Add("w", weight),
            Values = values,
        };
        OnnxModelWriter.Write(graph, _folder["model.onnx"]);
        return _folder["model.onnx"];
    }
}
