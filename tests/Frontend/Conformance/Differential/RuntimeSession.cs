using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Shapes;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ActorSim.Frontend.Tests.Conformance.Differential;

/// <summary>ONNX Runtime with its optimisations off: every operator as it stands in the graph.</summary>
internal static class RuntimeSession
{
    public static IReadOnlyList<GraphTensor> Run(ModelGraph graph, GraphTensor input)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        using var session = new InferenceSession(OnnxModelWriter.ToBytes(ShapeInference.Infer(graph, "random")), options);
        using var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [.. input.Shape]);
        input.Content.Load().Span.CopyTo(value.GetTensorMutableRawData());
        using var run = new RunOptions();
        using var results = session.Run(run, [input.Name], [value], [.. graph.Outputs]);
        return [.. results.Select((r, k) => Tensor(graph.Outputs[k], r))];
    }

    private static GraphTensor Tensor(string name, OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        var type = info.ElementDataType switch
        {
            TensorElementType.Float => OnnxElementType.Float32,
            TensorElementType.Int64 => OnnxElementType.Int64,
            TensorElementType.Int32 => OnnxElementType.Int32,
            TensorElementType.Bool => OnnxElementType.Bool,
            var other => throw new NotSupportedException($"output '{name}' of type {other}"),
        };
        return new GraphTensor(name, type, [.. info.Shape], new TensorContent.Inline(value.GetTensorMutableRawData().ToArray()));
    }
}
