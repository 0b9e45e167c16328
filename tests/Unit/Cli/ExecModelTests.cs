using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.Npy;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary><c>actorsim exec MODEL.onnx</c>: what comes out is what a naive evaluation of the graph gives.</summary>
public sealed class ExecModelTests : IDisposable
{
    private const double Tolerance = 1e-5;

    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, "tpuv3")]
    [InlineData(7, "tpuv3")]
    [InlineData(7, "toy-8x8")]
    public void A_layer_of_any_batch_gives_what_its_graph_says(int batch, string system)
    {
        var x = Perceptron.WriteInput(_folder["x.npy"], batch);
        Ok("exec", Model(), "--system", system, "--shape", $"batch={batch}", "--input", _folder["x.npy"], "--output", _folder["y.npy"],
            "--output", _folder["s.npy"]);
        var expected = Perceptron.Shifted(x);
        AreClose(expected.Select(v => Math.Max(v, 0)), "y", batch);
        AreClose(expected, "s", batch);
    }

    [Fact]
    public void Files_are_matched_by_name_and_sizes_follow_from_them()
    {
        var x = Perceptron.WriteInput(_folder["x.npy"], 3);
        Ok("exec", Model(), "--input", "x=" + _folder["x.npy"], "--output", "s=" + _folder["s.npy"]);
        AreClose(Perceptron.Shifted(x), "s", 3);
        Assert.Equal(["m.onnx", "s.npy", "x.npy"], _folder.Files);
    }

    [Fact]
    public void The_result_does_not_depend_on_threads()
    {
        Perceptron.WriteInput(_folder["x.npy"], 70);
        foreach (var threads in new[] { "1", "3" })
            Ok("exec", Model(), "--input", _folder["x.npy"], "--output", "y=" + _folder[threads + ".npy"], "--threads", threads);
        Assert.Equal(File.ReadAllBytes(_folder["1.npy"]), File.ReadAllBytes(_folder["3.npy"]));
    }

    [Fact]
    public void A_package_of_the_model_gives_the_same_when_its_weights_are_given()
    {
        Perceptron.WriteInput(_folder["x.npy"], 3);
        Perceptron.WriteWeights(_folder["w.npy"], _folder["b.npy"]);
        Ok("compile", Model(), "-o", _folder["m.pkg"]);
        string[] inputs = ["--input", "w=" + _folder["w.npy"], "--input", _folder["x.npy"], "--input", "b=" + _folder["b.npy"]];
        Ok(["exec", _folder["m.pkg"], "--shape", "batch=3", .. inputs, "--output", "y=" + _folder["package.npy"]]);
        Ok("exec", Model(), "--input", _folder["x.npy"], "--output", "y=" + _folder["model.npy"]);
        Assert.Equal(File.ReadAllBytes(_folder["model.npy"]), File.ReadAllBytes(_folder["package.npy"]));
    }

    [Fact]
    public void A_shape_that_is_an_input_is_compiled_in()
    {
        File.WriteAllBytes(_folder["m.onnx"], OnnxBytes.Model(17, OnnxBytes.Input("x", "4 6"), OnnxBytes.Input("to", "2", element: 7),
            OnnxBytes.Output("y", "? ?"), OnnxBytes.Node("Reshape", "reshape", "x to", "r"), OnnxBytes.Node("Relu", "relu", "r", "y")));
        NpyWriter.Write(_folder["x.npy"], TensorData.Of([.. Enumerable.Range(-12, 24).Select(v => (float)v)], 4, 6));
        NpyWriter.Write(_folder["to.npy"], TensorData.Of(new long[] { 8, -1 }, 2));
        Ok("exec", _folder["m.onnx"], "--input", _folder["x.npy"], "--input", _folder["to.npy"], "--output", _folder["y.npy"]);
        var y = NpyReader.Read(_folder["y.npy"]);
        Assert.Equal([8L, 3L], y.Shape.AsEnumerable());
        Assert.Equal(Enumerable.Range(-12, 24).Select(v => Math.Max(v, 0.0)), y.ToDoubles());
    }

    [Fact]
    public void The_help_has_an_example_of_a_model() =>
        Assert.Contains("actorsim exec model.onnx --shape batch=2 --input x.npy --output y.npy", Ok("exec", "--help"));

    private string Model()
    {
        File.WriteAllBytes(_folder["m.onnx"], Perceptron.WithWeights());
        return _folder["m.onnx"];
    }

    private void AreClose(IEnumerable<double> expected, string output, int rows)
    {
        var data = NpyReader.Read(_folder[output + ".npy"]);
        Assert.Equal([rows, (long)Perceptron.Columns], data.Shape.AsEnumerable());
        Assert.All(expected.Zip(data.ToDoubles()), pair => Assert.InRange(pair.Second, pair.First - Tolerance, pair.First + Tolerance));
    }

    private static string Ok(params string[] arguments)
    {
        var run = CliRun.Of(arguments);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }
}
