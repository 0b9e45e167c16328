using System.Collections.Immutable;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.Npy;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using Xunit;
using ComputedType = ActorSim.Frontend.Compiler.Ir.Types.ElementType;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>A cache that may be empty, new rows behind it, and both rectified: the same as a model with an empty cache and with a filled one.</summary>
public sealed class EmptyCacheTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_model_and_its_package_run_and_compute(int past)
    {
        Write();
        NpyWriter.Write(_folder["past.npy"], TensorData.Of(ComputedType.F32, [.. Enumerable.Range(0, past * 4).Select(i => (float)i)], past, 4));
        NpyWriter.Write(_folder["x.npy"], TensorData.Of(ComputedType.F32, new float[] { -1, 2, -3, 4, 5, -6, 7, -8 }, 2, 4));
        Assert.Equal(0, CliRun.Of("compile", _folder["m.onnx"], "-o", _folder["m.pkg"], "--cache", _folder["cache"]).ExitCode);
        foreach (var file in new[] { "m.onnx", "m.pkg" })
        {
            Succeeds("run", _folder[file], "--shape", $"past={past}", "-q");
            Succeeds("exec", _folder[file], "--shape", $"past={past}", "--input", "past=" + _folder["past.npy"], "--input", "x=" + _folder["x.npy"],
                "--output", _folder["y.npy"]);
            float[] rows = [.. Enumerable.Range(0, past * 4).Select(i => (float)i), 0, 2, 0, 4, 5, 0, 7, 0];
            Assert.Equal(rows, NpyReader.Read(_folder["y.npy"]).As<float>().ToArray());
        }
    }

    private static void Succeeds(params string[] arguments)
    {
        var run = CliRun.Of(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private void Write()
    {
        GraphValue Rows(string name, Dim rows) => new(name, ValueKind.Tensor, OnnxElementType.Float32, new TensorShape([rows, 4]));
        var cache = Dim.Symbol("past");
        var values = new[] { Rows("past", cache), Rows("x", 2), Rows("all", cache + 2), Rows("y", cache + 2) };
        OnnxModelWriter.Write(new ModelGraph
        {
            Name = "cache",
            Opsets = ImmutableSortedDictionary<string, int>.Empty.Add("", 17),
            Inputs = ["past", "x"],
            Outputs = ["y"],
            Nodes =
            [
                new GraphNode("join", "Concat", "", 17, ["past", "x"], ["all"], [NodeAttribute.Int("axis", 0)]),
                new GraphNode("rectify", "Relu", "", 17, ["all"], ["y"], []),
            ],
            Initializers = ImmutableSortedDictionary<string, GraphTensor>.Empty,
            Values = values.ToImmutableDictionary(v => v.Name, StringComparer.Ordinal),
        }, _folder["m.onnx"]);
    }
}
