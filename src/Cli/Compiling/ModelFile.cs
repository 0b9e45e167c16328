using System.Collections.Immutable;
using System.Globalization;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using ActorSim.Trace.Reading;

namespace ActorSim.Cli.Compiling;

/// <summary>ONNX models as inputs of commands.</summary>
internal static class ModelFile
{
    private const string Extension = ".onnx";

    // The format's first field is its version, a number; then comes any of the other fields (onnx.proto, ModelProto).
    private const byte VersionKey = 0x08;
    private const byte LastVersion = 31;
    private static readonly byte[] SecondKeys = [0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72];

    /// <summary>True if the file begins as a model does, or is called so (so that a damaged model is reported as one).</summary>
    public static bool IsModel(string path)
    {
        if (path == "-" || !File.Exists(path)) return false;
        if (path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) return true;
        Span<byte> found = stackalloc byte[3];
        return InputFile.TryReadStart(path, found) && IsModel(found);
    }

    /// <summary>The same of a file's first bytes.</summary>
    public static bool IsModel(ReadOnlySpan<byte> start) =>
        start is [VersionKey, > 0 and <= LastVersion, _, ..] && SecondKeys.Contains(start[2]);

    /// <summary>The model at these sizes. Weights may be absent.</summary>
    /// <exception cref="InputException">Sizes are missing, unknown or wrong; all are named.</exception>
    /// <exception cref="OnnxException">The model is wrong, or has operators that are not supported; all are named.</exception>
    /// <exception cref="CompileException">Nodes cannot be lowered; all are named.</exception>
    public static CompiledModel Compile(string path, IReadOnlyList<KeyValuePair<string, long>> shape, MachineFacts machine, bool fuse = true,
        GivenInputs? inputs = null)
    {
        return KernelCompiler.WithinRange(path, Given(shape), () =>
        {
            var graph = OnnxModelReader.Read(path, new OnnxReadOptions { WithoutWeights = true });
            var sizes = TimedSizes(path, graph, shape);
            var model = OfKnownSizes(path, inputs is { Count: > 0 } && fuse
                ? ModelExecution.Compile(graph, path, machine, Tensors(graph, path, inputs), sizes)
                : ModelCompiler.Compile(graph, path, machine, sizes, fuse));
            return model.Module.Kernels.IsEmpty ? throw new InputException(Nothing(path)) : model;
        });
    }

    private static string Given(IReadOnlyList<KeyValuePair<string, long>> shape) => string.Join(", ", shape.Select(s => $"{s.Key}={s.Value}"));

    /// <summary>The model, unless a size of it is still open.</summary>
    /// <exception cref="InputException">One is.</exception>
    public static CompiledModel OfKnownSizes(string path, CompiledModel model) =>
        model.Module.Sizes.IsEmpty ? model : throw new InputException(
            $"{path}: sizes depend on data ({string.Join(", ", model.Module.Sizes.Select(s => s.Name))}); "
            + "a run needs a model whose sizes follow from those of its inputs");

    /// <summary>
    /// Does what a run does before it begins, so that all it would refuse is refused: with all sizes given as <see cref="Compile"/>, with some
    /// of them open as <see cref="Package"/>.
    /// </summary>
    /// <inheritdoc cref="Compile"/>
    public static void Try(string path, IReadOnlyDictionary<string, long> sizes, MachineFacts machine, GivenInputs inputs)
    {
        var graph = OnnxModelReader.Read(path, new OnnxReadOptions { WithoutWeights = true });
        KeyValuePair<string, long>[] shape = [.. sizes];
        if (graph.Symbols().All(sizes.ContainsKey)) Plan(Compile(path, shape, machine, inputs: inputs));
        else Package(path, shape, machine);
    }

    /// <summary>
    /// A package of the model's kernels, without its weights: one for all values of the symbols that are not given. Gathers touch rows by
    /// the producer's fixed pattern unless a run gives their indices.
    /// </summary>
    /// <inheritdoc cref="Compile"/>
    public static KernelPackage Package(string path, IReadOnlyList<KeyValuePair<string, long>> given, MachineFacts machine)
    {
        return KernelCompiler.WithinRange(path, Given(given), () => PackageOf(path, given, machine));
    }

    private static KernelPackage PackageOf(string path, IReadOnlyList<KeyValuePair<string, long>> given, MachineFacts machine)
    {
        var graph = OnnxModelReader.Read(path, new OnnxReadOptions { WithoutWeights = true });
        var sizes = Sizes(path, graph, "-D", given, all: false);
        RefuseNothing(path, graph, sizes);
        var model = ModelCompiler.Compile(graph, path, machine, sizes).Module;
        // A cache may be empty: loops over nothing do nothing.
        model = model with { Sizes = [.. model.Sizes.Select(s => IndexVar.Size(s.Name, 0, s.Max, s.DivisibleBy))] };
        var fields = sizes.Select(size => KeyValuePair.Create("param." + size.Key, size.Value.ToString(CultureInfo.InvariantCulture)))
            .Append(new("compiler", CompileKeys.Compiler)).Append(new("source", "model " + graph.Name));
        return new KernelPackage(model, CostModel.For(machine).Of(model), CompileKey.Of(fields));
    }

    /// <summary>A producer of the model's trace; whole numbers among the inputs and constants decide what gathers touch.</summary>
    public static TraceProducer Open(CompiledModel model, ProducerOptions options, GivenInputs inputs) =>
        new(Plan(model), [], Options(model, options, inputs));

    /// <summary>For any number of producers.</summary>
    public static ModulePlan Plan(CompiledModel model) => ModulePlan.Of(model.Module, CostModel.For(model.Module.Machine).Of(model.Module));

    /// <summary>The options with the model's whole numbers and its memory plan.</summary>
    public static ProducerOptions Options(CompiledModel model, ProducerOptions options, GivenInputs inputs) =>
        options with { IndexData = IndexData(model, inputs), Memory = model.Memory };

    /// <summary>The inputs that are given, by name.</summary>
    /// <exception cref="InputException">There are too many, or names are unknown.</exception>
    public static IReadOnlyDictionary<string, GraphTensor> Inputs(CompiledModel model, GivenInputs inputs)
    {
        return Tensors(model.Source ?? model.Graph!, model.Module.Name, inputs).ToDictionary(t => t.Name, StringComparer.Ordinal);
    }

    private static GraphTensor[] Tensors(ModelGraph graph, string name, GivenInputs inputs)
    {
        var names = graph.Inputs;
        return [.. inputs.For(name, names).Zip(names).Where(t => t.First is not null)
            .Select(t => new GraphTensor(t.Second, TypeMap.Model(t.First!.Type), t.First.Shape, new TensorContent.Inline(t.First.Bytes)))];
    }

    private static ImmutableDictionary<int, long[]> IndexData(CompiledModel model, GivenInputs inputs)
    {
        var given = Inputs(model, inputs);
        var data = ImmutableDictionary.CreateBuilder<int, long[]>();
        foreach (var binding in model.Inputs)
        {
            var tensor = binding.Constant ?? given.GetValueOrDefault(binding.Value);
            if (tensor is { Element: OnnxElementType.Int64 or OnnxElementType.Int32 } && tensor.Content.IsStored)
                data[binding.Tensor] = tensor.ToInt64s();
        }

        return data.ToImmutable();
    }

    /// <summary>The model's sizes, all of them given.</summary>
    /// <exception cref="InputException">Sizes are missing, unknown or wrong; all are named.</exception>
    public static SortedDictionary<string, long> Sizes(string path, ModelGraph graph, IReadOnlyList<KeyValuePair<string, long>> shape) =>
        Sizes(path, graph, "--shape", shape, all: true);

    /// <summary>The model's sizes, with elements left to compute.</summary>
    /// <exception cref="InputException">There are none, or sizes are missing, unknown or wrong.</exception>
    public static SortedDictionary<string, long> TimedSizes(string path, ModelGraph graph, IReadOnlyList<KeyValuePair<string, long>> shape)
    {
        var sizes = Sizes(path, graph, shape);
        RefuseNothing(path, graph, sizes);
        return sizes;
    }

    // A table of zeros would hide it; some exporters write 0 for a size that is open.
    private static void RefuseNothing(string path, ModelGraph graph, SortedDictionary<string, long> sizes)
    {
        var values = sizes.ToDictionary(s => s.Key, s => (Dim)s.Value, StringComparer.Ordinal);
        var shapes = graph.Outputs.Select(o => graph.Value(o).Shape?.Substitute(values)).ToArray();
        if (shapes.Length > 0 && shapes.All(s => s?.Dims.Any(d => d == Dim.Zero) == true)) throw new InputException(Nothing(path));
    }

    private static string Nothing(string path) => $"{path}: there is nothing to time: its outputs have no elements; give sizes of 1 or more";

    private static SortedDictionary<string, long> Sizes(
        string path, ModelGraph graph, string option, IReadOnlyList<KeyValuePair<string, long>> given, bool all)
    {
        var problems = new List<SizeProblem>();
        var symbols = graph.Symbols();
        var sizes = SizeBinding.Bind([.. symbols.Select(s => new SizeRange(s))], given, problems, all);
        return problems.Count == 0 ? sizes : throw new InputException($"{path}: {option}: {string.Join("; ", problems.Select(p => p.Text))}; "
            + (symbols.Count == 0 ? "all sizes of the model are fixed" : $"give {option} {string.Join(",", symbols.Select(s => s + "=N"))}"));
    }
}
