using System.Text.Json;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Interpreter.Npy;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using Xunit;

namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>
/// Small models of today's exporters and quantizers, each with inputs and the outputs of ONNX Runtime 1.31.1 (optimisations off): functions,
/// static control flow, sequences, operators of com.microsoft, empty tensors, values that are no numbers.
/// </summary>
public sealed class RuntimeCaseTests
{
    private const double Tolerance = 1e-4;
    private const double HalfTolerance = 2e-2;

    private static string Folder => Path.Combine(RepositoryFolder.Root(), "tests", "Frontend", "Fixtures", "onnx-runtime");

    public static TheoryData<string> Cases() =>
        [.. Directory.EnumerateDirectories(Folder).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_are_those_of_the_runtime(string name)
    {
        var folder = Path.Combine(Folder, name);
        var path = Path.Combine(folder, "model.onnx");
        var (names, outputs) = Description(folder);
        GraphTensor[] inputs = [.. names.Select((input, k) => Tensor(Path.Combine(folder, $"in{k}.npy"), input))];
        var model = ModelExecution.Compile(OnnxModelReader.Read(path), path, MachineFacts.Toy8, inputs, Sizes(OnnxModelReader.Read(path), inputs));
        var results = ModelExecution.Run(model, inputs.ToDictionary(i => i.Name, StringComparer.Ordinal));
        for (var k = 0; k < outputs; k++) AssertClose(Tensor(Path.Combine(folder, $"ort{k}.npy"), $"output {k}"), results[k]);
    }

    private static (string[] Inputs, int Outputs) Description(string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "case.json")));
        return ([.. json.RootElement.GetProperty("inputs").EnumerateArray().Select(e => e.GetString()!)],
            json.RootElement.GetProperty("outputs").GetInt32());
    }

    private static GraphTensor Tensor(string file, string name)
    {
        var data = NpyReader.Read(file);
        return new GraphTensor(name, TypeMap.Model(data.Type), data.Shape, new TensorContent.Inline(data.Bytes));
    }

    private static Dictionary<string, long> Sizes(ModelGraph graph, GraphTensor[] inputs)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var input in inputs)
            foreach (var (dim, extent) in (graph.Value(input.Name).Shape?.Dims ?? []).Zip(input.Shape))
                if (dim.SymbolName is { } symbol) sizes[symbol] = extent;
        return sizes;
    }

    private static void AssertClose(GraphTensor expected, GraphTensor got)
    {
        Assert.Equal((expected.Element, string.Join('x', expected.Shape)), (got.Element, string.Join('x', got.Shape)));
        if (!expected.Element.IsReal())
        {
            Assert.Equal(expected.ToInt64s(), got.ToInt64s());
            return;
        }

        var (wanted, found) = (expected.ToDoubles(), got.ToDoubles());
        var tolerance = expected.Element == OnnxElementType.Float16 ? HalfTolerance : Tolerance;
        var scale = Math.Max(wanted.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max(), 1e-6);
        for (var i = 0; i < wanted.Length; i++)
            Assert.True(wanted[i].Equals(found[i]) || Math.Abs(wanted[i] - found[i]) <= tolerance * (scale + Math.Abs(wanted[i])),
                $"{expected.Name}, element {i} is {found[i]:R}, expected {wanted[i]:R}");
    }
}
