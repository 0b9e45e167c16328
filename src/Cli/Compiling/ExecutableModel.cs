using System.Collections.Immutable;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Cli.Compiling;

/// <summary>An ONNX model to be run on real numbers: every kernel as it is lowered for a machine, with the weights of the file.</summary>
internal sealed class ExecutableModel : IExecutable
{
    private const int MostNames = 25;

    private readonly ModelGraph _graph;
    private readonly MachineFacts _machine;

    /// <exception cref="OnnxException">The model is wrong, or external data is missing.</exception>
    /// <exception cref="InputException">Inputs are no tensors, or weights have no data; all are named, up to a limit.</exception>
    public ExecutableModel(string path, MachineFacts machine)
    {
        (Path, _machine) = (path, machine);
        _graph = OnnxModelReader.Read(path);
        RefuseOtherInputs();
        RefuseMissingWeights();
    }

    public string Path { get; }

    public IReadOnlyList<string> Inputs => _graph.Inputs;

    public IReadOnlyList<string> Outputs => _graph.Outputs;

    public string Advice => "";

    public IReadOnlyList<TensorData> Run(
        ImmutableArray<KeyValuePair<string, long>> shape, IReadOnlyList<(string File, TensorData Data)> inputs, int threads)
    {
        var sizes = ModelFile.Sizes(Path, _graph, [.. shape, .. SizesOf(inputs).Where(s => shape.All(g => g.Key != s.Key))]);
        Check(inputs, sizes);
        GraphTensor[] tensors = [.. inputs.Zip(_graph.Inputs, (input, name) => Tensor(name, input.Data))];
        var model = ModelFile.OfKnownSizes(Path, ModelExecution.Compile(_graph, Path, _machine, tensors, sizes));
        var results = ModelExecution.Run(model, tensors.ToDictionary(t => t.Name, StringComparer.Ordinal), threads: threads);
        return [.. results.Select(r => new TensorData(TypeMap.Compiled(r.Element)!.Value, r.Shape, r.Content.Load().ToArray()))];
    }

    private static GraphTensor Tensor(string name, TensorData data) =>
        new(name, TypeMap.Model(data.Type), data.Shape, new TensorContent.Inline(data.Bytes));

    private void RefuseOtherInputs()
    {
        var others = _graph.Inputs.Select(_graph.Value).Where(v => v.Kind != ValueKind.Tensor).Select(v => $"input '{v.Name}' is no tensor ({v.Kind})").ToArray();
        if (others.Length > 0) throw new InputException($"{Path}: {string.Join(", ", others)}; only tensors can be given");
    }

    private void RefuseMissingWeights()
    {
        var read = _graph.Nodes.SelectMany(n => n.Inputs).Concat(_graph.Outputs).ToHashSet(StringComparer.Ordinal);
        string[] absent = [.. _graph.Initializers.Values.Where(t => !t.Content.IsStored && read.Contains(t.Name)).Select(t => t.Name)];
        if (absent.Length == 0) return;
        var more = absent.Length > MostNames ? $" and {absent.Length - MostNames} more" : "";
        throw new InputException($"{Path}: no data for {absent.Length} initializers: {string.Join(", ", absent.Take(MostNames))}{more}; "
            + "numbers need a model that was exported with its weights (actorsim run times it without)");
    }

    // A named dimension of an input has the size that its file has there; what is given with --shape comes first.
    private Dictionary<string, long> SizesOf(IReadOnlyList<(string File, TensorData Data)> inputs)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, (_, data)) in _graph.Inputs.Zip(inputs))
        {
            if (_graph.Value(name).Shape is not { } shape || shape.Rank != data.Shape.Length) continue;
            for (var axis = 0; axis < shape.Rank; axis++)
                if (shape[axis].SymbolName is { } symbol) sizes.TryAdd(symbol, data.Shape[axis]);
        }

        return sizes;
    }

    private void Check(IReadOnlyList<(string File, TensorData Data)> inputs, SortedDictionary<string, long> sizes)
    {
        var values = sizes.ToDictionary(s => s.Key, s => (Dim)s.Value, StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var (name, (file, data)) in _graph.Inputs.Zip(inputs))
        {
            var declared = _graph.Value(name);
            var shape = declared.Shape?.Substitute(values);
            var fits = shape is null || shape.Equals(TensorShape.Of(data.Shape));
            if (fits && (declared.Element == OnnxElementType.Undefined || declared.Element == TypeMap.Model(data.Type))) continue;
            problems.Add($"{file} is {data}, '{name}' takes {Text(declared.Element)}[{(shape is null ? "?" : string.Join('x', shape.Dims))}]");
        }

        if (problems.Count == 0) return;
        var given = sizes.Count == 0 ? "" : $" at {string.Join(", ", sizes.Select(s => $"{s.Key}={s.Value}"))}";
        throw new InputException($"{Path}: --input: {string.Join("; ", problems)}{given}; convert the file, or give other sizes (--shape)");
    }

    private static string Text(OnnxElementType type) => TypeMap.Compiled(type)?.Name() ?? type.ToString();
}
