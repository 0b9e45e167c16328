using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Onnx.Format;
using Google.Protobuf;

namespace ActorSim.Frontend.Onnx;

/// <summary>Tensors in files of their own: inputs and expected outputs of test cases.</summary>
public static class OnnxTensorReader
{
    /// <summary>The tensor of a .pb file. Throws <see cref="OnnxException"/> for a damaged file or one of another kind.</summary>
    public static GraphTensor Read(string path, OnnxReadOptions? options = null)
    {
        options ??= OnnxReadOptions.Default;
        var bytes = BoundedFile.Read(path, options.MostFileBytes);
        var problems = new OnnxProblems(path, options.MostProblems);
        try
        {
            var external = new ExternalFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, options.WithoutWeights);
            var decoder = new TensorDecoder(external, problems, options.MostTensorBytes);
            var tensor = decoder.Decode(TensorProto.Parser.ParseFrom(bytes), "tensor");
            problems.ThrowIfAny();
            return tensor!;
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new OnnxException(path, [new("", $"not an ONNX tensor, or damaged or truncated ({e.Message})")], inner: e);
        }
    }
}
