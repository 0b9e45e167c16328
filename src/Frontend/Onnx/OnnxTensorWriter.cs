using ActorSim.Frontend.Graph;
using Google.Protobuf;

namespace ActorSim.Frontend.Onnx;

/// <summary>Tensors to files of their own.</summary>
public static class OnnxTensorWriter
{
    public static byte[] ToBytes(GraphTensor tensor) => ModelEncoder.Tensor(tensor).ToByteArray();
}
