using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Trace.Writing;
using Google.Protobuf;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>
/// Writes graphs as ONNX files. Weights without data become inputs of the graph, as in an export without parameters, and are listed in the
/// model's properties so that reading them back gives weights again.
/// </summary>
public static class OnnxModelWriter
{
    public static void Write(ModelGraph graph, string path)
    {
        using var file = new AtomicFile(path);
        ModelEncoder.Encode(graph).WriteTo(file.Stream);
        file.Commit();
    }

    public static byte[] ToBytes(ModelGraph graph) => ModelEncoder.Encode(graph).ToByteArray();
}
