using ActorSim.Frontend.Onnx.Graph;
using Google.Protobuf;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Tensors to files of their own.</summary>
public static class OnnxTensorWriter
{
    public static byte[] ToBytes(GraphTensor tensor) => ModelEncoder.Tensor(tensor).ToByteArray();
}
