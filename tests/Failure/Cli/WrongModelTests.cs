using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.Npy;
using ActorSim.Tests.Unit.Cli;
using Xunit;
using static ActorSim.Tests.Unit.Cli.OnnxBytes;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>Models that no command may take: each says what is wrong in one message, and none leaves a file.</summary>
public sealed class WrongModelTests : IDisposable
{
    private static readonly string[] Readers = ["model check m.onnx", "model shapes m.onnx"];

    private static readonly string[] Takers =
    [
        "run m.onnx", "emit m.onnx -o out", "compile m.onnx -o out", "exec m.onnx --input x=x.npy -o y=out", "run --request m.onnx@closed:2",
        "sweep m.onnx --vary cores=1,2 -o out",
    ];

    private readonly CliFolder _folder = new();

    public WrongModelTests() => NpyWriter.Write(_folder["x.npy"], TensorData.Of(new float[6], 2, 3));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(2000)]
    public void A_truncated_file(int missing) =>
        Refused(Perceptron.WithWeights()[..^missing], "not an ONNX model, or damaged or truncated", "export or copy it again");

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    [InlineData(-1)]
    public void An_opset_that_is_not_known(long opset) => Refused(
        Model(opset, Input("x", "2 3"), Output("y", "2 3"), Node("Relu", "relu", "x", "y")),
        $"opset_import: opset {opset} of '' is not known; convert the model to 1 to 26");

    [Fact]
    public void External_data_shorter_than_its_tensor()
    {
        File.WriteAllBytes(_folder["w.bin"], new byte[100]);
        Refused(Perceptron.Of(External("w", [48, 20], "w.bin"), Weight("b", [20], new float[20])),
            "initializer 'w': external data 'w.bin' has 100 bytes; the tensor is at 0 to 3840: the file is truncated");
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void An_attribute_that_is_no_number(float value, string text) => Refused(
        Model(17, Input("x", "2 3"), Output("y", "2 3"), Node("LeakyRelu", "leaky", "x", "y", Attribute("alpha", value))),
        $"LeakyRelu 'leaky': attribute 'alpha' is not a number ({text})");

    [Fact]
    public void A_graph_with_a_cycle() => Refused(
        Model(17, Input("x", "2 3"), Output("y", "2 3"), Node("Add", "add", "x y", "s"), Node("Relu", "relu", "s", "y")),
        "is cyclic: 2 nodes wait for each other, among them Add 'add', Relu 'relu'");

    [Theory]
    [InlineData("4611686018427387904 4611686018427387904")]
    [InlineData("1048576 1048576")]
    [InlineData("1099511627776")]
    [InlineData("9223372036854775807 9223372036854775807 9223372036854775807")]
    public void An_input_larger_than_memory(string shape) => Refused(
        Model(17, Input("x", shape), Output("y", shape), Node("Relu", "relu", "x", "y")),
        "input 'x': a tensor of shape [", "is larger than the 65536 MiB that a tensor may take; is a dimension damaged?");

    [Theory]
    [InlineData(1L << 40, 1L)]
    [InlineData(1L << 62, 1L << 62)]
    public void A_weight_larger_than_memory(long rows, long columns) => Refused(
        Model(17, Input("x", "2 3"), Output("y", "2 3"), Weight("w", [rows, columns], null), Node("Add", "add", "x w", "y")),
        "initializer 'w': a tensor of shape [", "is larger than the 65536 MiB");

    [Fact]
    public void A_value_larger_than_memory() => Refused(
        Model(17, Input("x", "1048576 1"), Input("z", "1 1048576"), Output("y", "1048576 1048576"), Node("Add", "outer", "x z", "y")),
        "a tensor of shape [1048576, 1048576] is larger than the 65536 MiB");

    [Theory]
    [InlineData("-1 3", "input 'x': dimension 0 is -1; give a size of 0 or more, or a name")]
    [InlineData("2 -9223372036854775808", "input 'x': dimension 1 is -9223372036854775808; give a size of 0 or more, or a name")]
    public void A_negative_size(string shape, string message) => Refused(
        Model(17, Input("x", shape), Output("y", shape), Node("Relu", "relu", "x", "y")), message);

    [Fact]
    public void A_negative_size_of_a_weight() => Refused(
        Model(17, Input("x", "2 3"), Output("y", "2 3"), Weight("w", [2, -3], null), Node("Add", "add", "x w", "y")),
        "initializer 'w': shape [2, -3]: sizes are 0 or more");

    [Fact]
    public void A_value_of_two_nodes() => Refused(
        Model(17, Input("x", "2 3"), Output("y", "2 3"), Node("Relu", "one", "x", "y"), Node("Sigmoid", "two", "x", "y")),
        "Sigmoid 'two': value 'y' is already defined by Relu 'one'");

    [Fact]
    public void An_initializer_given_twice() => Refused(
        Model(17, Input("x", "2"), Output("y", "2"), Weight("w", [2], [1, 2]), Weight("w", [2], [3, 4]), Node("Add", "add", "x w", "y")),
        "initializer 'w': value 'w' is already defined by initializer 'w'");

    [Fact]
    public void An_input_given_twice() => Refused(
        Model(17, Input("x", "2"), Input("x", "3"), Output("y", "2"), Node("Relu", "relu", "x", "y")),
        "input 'x': value 'x' is already defined by input 'x'");

    [Fact]
    public void An_output_given_twice() => Refused(
        Model(17, Input("x", "2"), Output("y", "2"), Output("y", "2"), Node("Relu", "relu", "x", "y")), "output 'y'");

    [Fact]
    public void Operators_that_are_not_known_come_together_with_their_nodes()
    {
        Write(Model(17, Input("x", "2 3"), Output("y", "2 3"),
            Node("Snarl", "first", "x", "a"), Node("Growl", "second", "a", "b"), Node("Snarl", "third", "b", "y")));
        string[] parts = ["operator Growl (opset 17): is not supported: ", "; nodes 'second'", "operator Snarl (opset 17): ", "; nodes 'first', 'third'"];
        foreach (var command in Takers) Refused(command, parts);
        Assert.All(parts, part => Assert.Contains(part, Cli("model check m.onnx").Error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("batch", "--shape: 'batch' is missing", "give --shape batch=N")]
    [InlineData("?", "--shape: 'x.0' is missing", "give --shape x.0=N")]
    public void A_dynamic_size_without_a_value(string dim, params string[] parts)
    {
        Write(Model(17, Input("x", dim + " 3"), Output("y", dim + " 3"), Node("Relu", "relu", "x", "y")));
        foreach (var command in new[] { "run m.onnx", "emit m.onnx -o out", "sweep m.onnx --vary cores=1,2 -o out", "run --request m.onnx@0" })
            Refused(command, parts);
    }

    [Fact]
    public void An_input_without_elements()
    {
        Write(Model(17, Input("x", "0 3"), Output("y", "0 3"), Node("Relu", "relu", "x", "y")));
        foreach (var command in Takers.Where(t => !t.StartsWith("exec", StringComparison.Ordinal)))
            Refused(command, "there is nothing to time: its outputs have no elements", "give sizes of 1 or more");
    }

    [Theory]
    [InlineData("Clip", "max", float.PositiveInfinity)]
    [InlineData("Pad", "value", float.NegativeInfinity)]
    public void Infinity_is_taken_where_it_means_something(string op, string attribute, float value)
    {
        Write(Model(6, Input("x", "2 3"), Output("y", "2 3"), Node(op, "node", "x", "y", Attribute(attribute, value))));
        Assert.DoesNotContain("not a number", Cli("model check m.onnx").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_of_a_million_nodes()
    {
        using (var file = File.Create(_folder["m.onnx"]))
        {
            // Fields of known length: the graph's bytes never are in memory.
            var node = Node("Relu", "", "x", "y");
            file.Write(Number(1, 8));
            file.Write([.. Bytes(8, [.. Text(1, ""), .. Number(2, 17)])]);
            file.Write(Start(7, 1_000_000L * node.Length));
            for (var n = 0; n < 1_000_000; n++) file.Write(node);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused("model check m.onnx", "graph: 1000000 nodes; at most 200000 are read");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3 * new FileInfo(_folder["m.onnx"]).Length);
    }

    private void Write(byte[] model) => File.WriteAllBytes(_folder["m.onnx"], model);

    private CliRun Cli(string command) => CliRun.Of([.. command.Split(' ').Select(Placed)]);

    private string Placed(string word) => word.Split('=') switch
    {
        [var name, "out" or "x.npy"] => $"{name}={_folder[word[(name.Length + 1)..]]}",
        _ => word == "out" || word.StartsWith("m.onnx", StringComparison.Ordinal) ? _folder[word] : word,
    };

    private void Refused(byte[] model, params string[] parts)
    {
        Write(model);
        foreach (var command in Readers.Concat(Takers)) Refused(command, parts);
    }

    private void Refused(string command, params string[] parts)
    {
        var before = _folder.Files.ToArray();
        var run = Cli(command);
        Assert.True(run.ExitCode == 2, $"{command}: {run}");
        Assert.All(parts, part => Assert.Contains(part, run.Error, StringComparison.Ordinal));
        Assert.StartsWith("actorsim: error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(_folder["m.onnx"], run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Files);
        Assert.False(Directory.Exists(_folder["out"]));
    }
}
