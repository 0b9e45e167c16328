using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Models.Conformance;

/// <summary>Runs a case through import, lowering, passes and the functional interpreter, and compares with the expected outputs.</summary>
public static class ConformanceRun
{
    public static ConformanceResult Of(ConformanceCase test, MachineFacts machine)
    {
        foreach (var set in test.DataSets)
        {
            var (outcome, reason) = Guarded(test, set, machine);
            if (outcome != ConformanceOutcome.Passed) return new ConformanceResult(test, outcome, reason);
        }

        return new ConformanceResult(test, ConformanceOutcome.Passed, "");
    }

    // A defect in one case must not hide the others: it counts as a failure of that case.
    private static (ConformanceOutcome, string) Guarded(ConformanceCase test, ConformanceDataSet set, MachineFacts machine)
    {
        try
        {
            return Run(test, set, machine);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (ConformanceOutcome.Failed, $"{e.GetType().Name}: {FirstLine(e)}");
        }
    }

    private static (ConformanceOutcome, string) Run(ConformanceCase test, ConformanceDataSet set, MachineFacts machine)
    {
        CompiledModel model;
        ModelGraph graph;
        GraphTensor[] inputs;
        try
        {
            graph = OnnxModelReader.Read(test.ModelPath);
            (graph, inputs) = Inputs(set, graph with { GivesSequencesApart = true });
            model = ModelExecution.Compile(graph, test.ModelPath, machine, inputs, Sizes(graph, inputs));
        }
        catch (Exception e) when (e is OnnxException or CompileException)
        {
            return (ConformanceOutcome.Unsupported, FirstLine(e));
        }

        try
        {
            return Compare(ModelExecution.Run(model, inputs.ToDictionary(t => t.Name)), set, graph);
        }
        catch (CompileException e)
        {
            return (ConformanceOutcome.Failed, FirstLine(e));
        }
    }

    // Sequences and optionals are taken apart: the model is compiled for what they hold.
    private static (ModelGraph Graph, GraphTensor[] Inputs) Inputs(ConformanceDataSet set, ModelGraph graph)
    {
        var inputs = new List<GraphTensor>();
        foreach (var (name, file) in graph.Inputs.Zip(set.Inputs).ToArray())
        {
            var value = graph.Value(name);
            var given = OnnxTensorReader.ReadValue(file, value.Kind);
            if (value.Kind is ValueKind.Sequence or ValueKind.Optional)
            {
                (graph, var apart) = SequenceInputs.Apart(graph, name, given);
                inputs.AddRange(apart);
                continue;
            }

            var tensor = given.Tensors![0] with { Name = name };
            inputs.Add(value.Element == OnnxElementType.BFloat16 ? tensor.Reinterpreted(value.Element) : tensor);
        }

        return (graph, [.. inputs]);
    }

    // A named dimension has the size that the data have there.
    private static Dictionary<string, long> Sizes(ModelGraph graph, GraphTensor[] inputs)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var input in inputs)
            foreach (var (dim, extent) in (graph.Value(input.Name).Shape?.Dims ?? []).Zip(input.Shape))
                if (dim.SymbolName is { } symbol) sizes.TryAdd(symbol, extent);
        return sizes;
    }

    private static (ConformanceOutcome, string) Compare(IReadOnlyList<GraphTensor> outputs, ConformanceDataSet set, ModelGraph graph)
    {
        var all = set.Outputs.Zip(graph.Outputs)
            .SelectMany(o => OnnxTensorReader.ReadValue(o.First, graph.Value(o.Second).Kind).Tensors ?? []).ToArray();
        if (all.Length != outputs.Count) return (ConformanceOutcome.Failed, $"{outputs.Count} tensors come out, expected {all.Length}");
        for (var i = 0; i < all.Length; i++)
        {
            var expected = all[i];
            if (Comparison.Difference(expected, outputs[i]) is not { } difference) continue;
            return Comparison.IsCutOff(expected, outputs[i])
                ? (ConformanceOutcome.Unsupported, "the suite cuts numbers off to bfloat16; the machine rounds to nearest, ties to even")
                : (ConformanceOutcome.Failed, $"output {i}: {difference}");
        }

        return (ConformanceOutcome.Passed, "");
    }

    private static string FirstLine(Exception e) => e.Message.Split('\n').First(line => line.Trim().Length > 0 && !line.EndsWith("problems", StringComparison.Ordinal)).Trim();
}
