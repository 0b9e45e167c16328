using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using Google.Protobuf;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Tensors in files of their own: inputs and expected outputs of test cases.</summary>
public static class OnnxTensorReader
{
    /// <summary>The tensor of a .pb file. Throws <see cref="OnnxException"/> for a damaged file or one of another kind.</summary>
    public static GraphTensor Read(string path, OnnxReadOptions? options = null) =>
        Decoded(path, options, (bytes, decoder) => decoder.Decode(TensorProto.Parser.ParseFrom(bytes), "tensor")!);

    /// <summary>The tensors that a .pb file of a sequence or an optional holds; null: an optional without a value.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What the model says of the value.</param>
    /// <param name="options">Bounds of what is read.</param>
    public static GivenValue ReadValue(string path, ValueKind kind, OnnxReadOptions? options = null) => Decoded(path, options, (bytes, decoder) => kind switch
    {
        ValueKind.Sequence => Sequence(SequenceProto.Parser.ParseFrom(bytes), decoder),
        ValueKind.Optional => Optional(OptionalProto.Parser.ParseFrom(bytes), decoder),
        _ => new GivenValue([decoder.Decode(TensorProto.Parser.ParseFrom(bytes), "tensor")!], IsSequence: false),
    });

    private static GivenValue Optional(OptionalProto value, TensorDecoder decoder)
    {
        if (value.SequenceValue is not null) return Sequence(value.SequenceValue, decoder);
        return value.TensorValue is null ? new GivenValue(null, IsSequence: false) : new GivenValue([decoder.Decode(value.TensorValue, "tensor")!], IsSequence: false);
    }

    private static GivenValue Sequence(SequenceProto value, TensorDecoder decoder) =>
        new([.. value.TensorValues.Select((t, i) => decoder.Decode(t, $"tensor {i}")!)], IsSequence: true);

    private static T Decoded<T>(string path, OnnxReadOptions? options, Func<byte[], TensorDecoder, T> decode)
    {
        options ??= OnnxReadOptions.Default;
        var bytes = BoundedFile.Read(path, options.MostFileBytes);
        var problems = new OnnxProblems(path, options.MostProblems);
        try
        {
            var external = new ExternalFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, options.WithoutWeights);
            var result = decode(bytes, new TensorDecoder(external, problems, options.MostTensorBytes));
            problems.ThrowIfAny();
            return result;
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new OnnxException(path, [new("", $"not an ONNX tensor, or damaged or truncated ({e.Message})")], inner: e);
        }
    }
}

/// <summary>What is given for a value that may be more or less than one tensor.</summary>
/// <param name="Tensors">One for a tensor; null: an optional without a value.</param>
/// <param name="IsSequence">Whether the tensors are a sequence, of any length.</param>
public sealed record GivenValue(IReadOnlyList<GraphTensor>? Tensors, bool IsSequence);
