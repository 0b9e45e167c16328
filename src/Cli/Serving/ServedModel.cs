using ActorSim.Cli.Compiling;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Sweeping;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using ActorSim.Frontend.Onnx.Zoo;
using ActorSim.Serving.Costs;

namespace ActorSim.Cli.Serving;

/// <summary>A language model whose sizes batch, seq and past are open: prompts and single tokens, with and without a cache, are the same graph.</summary>
internal sealed class ServedModel
{
    private static readonly string[] Sizes = ["batch", "past", "seq"];
    private readonly ModelGraph _graph;

    private ServedModel(string name, ModelGraph graph, string identity)
    {
        (Name, _graph, Identity) = (name, graph, identity);
        var symbols = graph.Symbols().Order(StringComparer.Ordinal).ToArray();
        if (!symbols.SequenceEqual(Sizes))
        {
            throw new InputException($"{name}: its open sizes are {(symbols.Length == 0 ? "none" : string.Join(", ", symbols))}; serving needs a model with "
                + "batch, seq (new tokens) and past (cached tokens) open: one decoder for prompts and single tokens");
        }
    }

    public string Name { get; }

    /// <summary>Differs where the graph does.</summary>
    public string Identity { get; }

    /// <summary>Bytes of keys and values that one more cached token takes.</summary>
    public long CacheBytesPerToken => _graph.Inputs.Sum(BytesPerToken);

    /// <param name="name">A model of the zoo that has a cache, or an ONNX file.</param>
    /// <param name="isHalf">Zoo models: weights and activations are f16, not f32.</param>
    /// <exception cref="InputException">It is neither, or its sizes are others.</exception>
    public static ServedModel Open(string name, bool isHalf)
    {
        if (ModelFile.IsModel(name))
        {
            return new ServedModel(name, OnnxModelReader.Read(name, new OnnxReadOptions { WithoutWeights = true }), SweepKey.OfFiles([name]));
        }

        if (ModelZoo.Find(name) is not { } model)
        {
            throw new InputException($"'{name}' is neither a file nor a model of the zoo; those with a cache are "
                + string.Join(", ", ModelZoo.Models.Where(m => m.HasPhases).Select(m => m.Name)));
        }

        if (!model.HasPhases)
        {
            throw new InputException($"{name} has no cache; those of the zoo that have one are "
                + string.Join(", ", ModelZoo.Models.Where(m => m.HasPhases).Select(m => m.Name)));
        }

        var options = new ZooOptions { Phase = ZooPhase.Decode, Element = isHalf ? OnnxElementType.Float16 : OnnxElementType.Float32 };
        return new ServedModel(name, model.Build(options), $"zoo {name} {options.Element}\n");
    }

    /// <summary>The model at these sizes.</summary>
    public CompiledModel Compile(StepShape shape, MachineFacts machine) => ModelFile.OfKnownSizes(
        Name, ModelCompiler.Compile(_graph, Name, machine, new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["batch"] = shape.Batch,
            ["seq"] = shape.Tokens,
            ["past"] = shape.Past,
        }));

    private long BytesPerToken(string input)
    {
        var value = _graph.Value(input);
        if (value.Shape is not { } shape || !shape.Dims.Any(d => d == Dim.Symbol("past")))
        {
            return 0;
        }

        var elements = shape.Dims.Aggregate(1L, (product, dim) => product * (dim.Constant ?? 1));
        return value.Element.Bytes(elements);
    }
}
