using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Onnx.Lowering;

namespace ActorSim.Frontend.Onnx.Conformance;

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
            inputs = [.. set.Inputs.Select((file, i) => Input(test, file, graph, i))];
            model = ModelExecution.Compile(graph, test.ModelPath, machine, inputs);
        }
        catch (Exception e) when (e is OnnxException or CompileException)
        {
            return (ConformanceOutcome.Unsupported, FirstLine(e));
        }

        try
        {
            return Compare(ModelExecution.Run(model, inputs.ToDictionary(t => t.Name)), set);
        }
        catch (CompileException e)
        {
            return (ConformanceOutcome.Failed, FirstLine(e));
        }
    }

    private static GraphTensor Input(ConformanceCase test, string file, ModelGraph graph, int index)
    {
        var name = graph.Inputs[index];
        if (graph.Value(name).Kind is not ValueKind.Tensor and var kind)
            throw new OnnxException(test.ModelPath, [new("", $"an input is no tensor ({kind})")]);
        var tensor = OnnxTensorReader.Read(file) with { Name = name };
        var declared = graph.Value(name).Element;
        return declared == Graph.ElementType.BFloat16 ? tensor.Reinterpreted(declared) : tensor;
    }

    private static (ConformanceOutcome, string) Compare(IReadOnlyList<GraphTensor> outputs, ConformanceDataSet set)
    {
        for (var i = 0; i < set.Outputs.Length; i++)
        {
            var expected = OnnxTensorReader.Read(set.Outputs[i]);
            if (Comparison.Difference(expected, outputs[i]) is not { } difference) continue;
            return Comparison.IsCutOff(expected, outputs[i])
                ? (ConformanceOutcome.Unsupported, "the suite cuts numbers off to bfloat16; the machine rounds to nearest, ties to even")
                : (ConformanceOutcome.Failed, $"output {i}: {difference}");
        }

        return (ConformanceOutcome.Passed, "");
    }

    private static string FirstLine(Exception e) => e.Message.Split('\n').First(line => line.Trim().Length > 0 && !line.EndsWith("problems", StringComparison.Ordinal)).Trim();
}
