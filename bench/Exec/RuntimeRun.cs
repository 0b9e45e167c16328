using ActorSim.Frontend.Onnx.Files;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ActorSim.Bench.Exec;

/// <summary>ONNX Runtime on one thread, with its default optimisations.</summary>
internal static class RuntimeRun
{
    public static (double Seconds, float[][] Outputs) Measure(FilledModel model, int runs)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(OnnxModelWriter.ToBytes(model.Graph), options);
        var inputs = model.Inputs.ToDictionary(i => i.Key, i => Value(i.Value));
        using var run = new RunOptions();
        float[][] outputs = [];
        var best = double.MaxValue;
        for (var i = 0; i < runs; i++)
        {
            var clock = Cpu.Start();
            using var results = session.Run(run, inputs, [.. model.Graph.Outputs]);
            best = Math.Min(best, clock.Seconds);
            outputs = [.. results.Select(r => r.GetTensorDataAsSpan<float>().ToArray())];
        }

        return (best, outputs);
    }

    private static OrtValue Value(ActorSim.Frontend.Onnx.Graph.GraphTensor tensor)
    {
        var type = tensor.Element == ActorSim.Frontend.Onnx.Graph.OnnxElementType.Int64 ? TensorElementType.Int64 : TensorElementType.Float;
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, [.. tensor.Shape]);
        tensor.Content.Load().Span.CopyTo(value.GetTensorMutableRawData());
        return value;
    }
}
