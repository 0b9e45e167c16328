using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.Npy;
using ActorSim.Tests.Unit.Cli;
using Xunit;
using static ActorSim.Tests.Unit.Cli.OnnxBytes;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>What <c>actorsim exec MODEL.onnx</c> refuses, with one message and no file left.</summary>
public sealed class ExecModelFailureTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public ExecModelFailureTests()
    {
        File.WriteAllBytes(_folder["m.onnx"], Perceptron.WithWeights());
        Perceptron.WriteInput(_folder["x.npy"], 3);
        NpyWriter.Write(_folder["wide.npy"], TensorData.Of(new float[3 * 50], 3, 50));
        NpyWriter.Write(_folder["flat.npy"], TensorData.Of(new float[144], 144));
        NpyWriter.Write(_folder["none.npy"], TensorData.Of(Array.Empty<float>(), 0, 48));
        NpyWriter.Write(_folder["double.npy"], TensorData.Of(ActorSim.Frontend.Compiler.Ir.Types.ElementType.F64, new double[144], 3, 48));
        File.WriteAllText(_folder["text.npy"], "1, 2, 3");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--output y=y.npy", "--input: no file for 'x'", "m.onnx takes 1: x")]
    [InlineData("--input x.npy --input x.npy", "--input: 2 files without a name are given for 1", "m.onnx has x")]
    [InlineData("--input w=x.npy", "--input: 'w' is none of them", "m.onnx has x")]
    [InlineData("--input x=x.npy --input x=x.npy", "--input: 'x' is given twice")]
    [InlineData("--input x=", "--input: 'x=' names no file")]
    [InlineData("--input wide.npy", "wide.npy is f32[3x50], 'x' takes f32[3x48] at batch=3")]
    [InlineData("--input flat.npy", "'batch' is missing")]
    [InlineData("--input flat.npy --shape batch=3", "flat.npy is f32[144], 'x' takes f32[3x48] at batch=3")]
    [InlineData("--input double.npy", "double.npy is f64[3x48], 'x' takes f32[3x48]", "convert the file")]
    [InlineData("--input x.npy --shape batch=2", "x.npy is f32[3x48], 'x' takes f32[2x48] at batch=2")]
    [InlineData("--input x.npy --shape bach=3", "'bach' is not one of its sizes")]
    [InlineData("--input x.npy --shape batch=-1", "batch=-1 must be 0 or more")]
    [InlineData("--input x.npy --output y.npy", "--output: 1 files are given, ", "makes 2: y, s")]
    [InlineData("--input x.npy --output y=y.npy --output s=y.npy", "y.npy is given for 2 outputs")]
    [InlineData("--input x.npy --output z=y.npy", "--output: 'z' is none of them", "m.onnx has y, s")]
    [InlineData("--input nowhere.npy", "nowhere.npy")]
    [InlineData("--input text.npy", "text.npy", "save it with numpy.save")]
    [InlineData("--input x.npy --threads 0", "--threads 0 must be 1 or more")]
    [InlineData("--input x.npy --output y=nowhere/y.npy", "nowhere")]
    [InlineData("--input x.npy --output y.npy --output nowhere/s.npy", "nowhere")]
    public void Wrong_input_is_refused_with_its_place(string options, params string[] parts)
    {
        string[] words = ["exec", _folder["m.onnx"], .. options.Split(' ').Select(w => w.Contains(".npy") ? InFolder(w) : w)];
        Refused(options.Contains("--output") ? words : [.. words, "--output", "y=" + _folder["y.npy"]], parts);
    }

    [Fact]
    public void Weights_without_data_are_named()
    {
        File.WriteAllBytes(_folder["m.onnx"], Perceptron.Of(Weight("w", [48, 20], null), Weight("b", [20], null)));
        Refused(Exec(), "m.onnx: no data for 2 initializers: b, w;", "exported with its weights");
    }

    [Fact]
    public void External_weights_that_are_not_there_are_named()
    {
        File.WriteAllBytes(_folder["m.onnx"], Perceptron.Of(External("w", [48, 20], "w.bin"), Weight("b", [20], new float[20])));
        Refused(Exec(), "m.onnx: initializer 'w': external data 'w.bin' is missing");
    }

    [Fact]
    public void A_package_of_a_model_asks_for_its_weights()
    {
        Assert.Equal(0, CliRun.Of("compile", _folder["m.onnx"], "-o", _folder["m.pkg"]).ExitCode);
        Refused(["exec", _folder["m.pkg"], "--shape", "batch=3", "--input", "x=" + _folder["x.npy"], "--output", "y=" + _folder["y.npy"]],
            "no file for 'w', 'b'", "a package of a model holds no weights");
    }

    [Fact]
    public void A_package_takes_no_system()
    {
        Assert.Equal(0, CliRun.Of("compile", _folder["m.onnx"], "-o", _folder["m.pkg"]).ExitCode);
        Refused(["exec", _folder["m.pkg"], "--system", "tpuv4", "--output", _folder["y.npy"]], "--system: ", "compiled for its system already");
    }

    [Fact]
    public void An_input_that_is_no_tensor_is_named()
    {
        // The type's field 4 is a sequence; its field 1 the type of the elements.
        var sequence = Bytes(11, [.. Text(1, "x"), .. Bytes(2, Bytes(4, Bytes(1, Bytes(1, Number(1, 1)))))]);
        File.WriteAllBytes(_folder["m.onnx"], Model(17, sequence, Output("y", "3 48"), Node("Identity", "same", "x", "y")));
        Refused(Exec(), "m.onnx: input 'x' is no tensor (Sequence); only tensors can be given");
    }

    [Fact]
    public void Operators_that_are_not_supported_are_named_together()
    {
        File.WriteAllBytes(_folder["m.onnx"], Model(17, Input("x", "3 48"), Output("y", "3 48"),
            Node("Snarl", "first", "x", "a"), Node("Growl", "second", "a", "b"), Node("Snarl", "third", "b", "y")));
        Refused(Exec(), "operator Growl (opset 17)", "operator Snarl (opset 17)", "'first', 'third'", "'second'");
    }

    [Fact]
    public void A_value_that_memory_has_no_room_for_is_named_before_it_is_made()
    {
        File.WriteAllBytes(_folder["m.onnx"], Model(17, Input("x", "n 1"), Input("z", "1 n"), Output("y", "n n"), Node("Add", "outer", "x z", "y")));
        NpyWriter.Write(_folder["x.npy"], TensorData.Of(new float[60_000], 60_000, 1));
        NpyWriter.Write(_folder["z.npy"], TensorData.Of(new float[60_000], 1, 60_000));
        Refused([.. Exec(), "--input", _folder["z.npy"]], "y: 3600000000 elements (60000x60000) are more than memory has room for");
    }

    private string[] Exec() => ["exec", _folder["m.onnx"], "--input", _folder["x.npy"], "--output", "y=" + _folder["y.npy"]];

    private string InFolder(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is var at && at >= 0 ? word[..(at + 1)] + _folder[word[(at + 1)..]] : _folder[word];

    private void Refused(string[] arguments, params string[] parts)
    {
        var before = _folder.Files.ToArray();
        var run = CliRun.Of(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.All(parts, part => Assert.Contains(part, run.Error, StringComparison.Ordinal));
        Assert.StartsWith("actorsim: error: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Files);
    }
}
