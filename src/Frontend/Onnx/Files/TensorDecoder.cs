using System.Text;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Tensors of all element types, stored raw, in typed fields or outside.</summary>
internal sealed class TensorDecoder(ExternalFiles external, OnnxProblems problems, long mostBytes)
{
    /// <summary>The tensor; null if something is wrong with it, which is reported.</summary>
    public GraphTensor? Decode(TensorProto tensor, string place)
    {
        if (!OnnxElementTypes.IsDefined(tensor.DataType))
        {
            problems.Add(place, $"element type {tensor.DataType} is none of the format; export the model again");
            return null;
        }

        if (tensor.Dims.Any(d => d < 0) || tensor.Segment is not null)
        {
            problems.Add(place, $"shape [{string.Join(", ", tensor.Dims)}]: sizes are 0 or more, and segments are not supported; "
                + "export the model again");
            return null;
        }

        var element = (OnnxElementType)tensor.DataType;
        if (Size(tensor, element) is not var (count, bytes))
        {
            problems.Add(place, TensorSize.TooLarge($"[{string.Join(", ", tensor.Dims)}]", mostBytes));
            return null;
        }

        var (content, problem) = tensor.DataLocation == TensorProto.Types.DataLocation.External
            ? external.Find(tensor, bytes)
            : Inside(tensor, element, count, bytes);
        if (problem is not null)
        {
            problems.Add(place, problem);
        }

        return content is null ? null : new GraphTensor(tensor.Name, element, [.. tensor.Dims], content);
    }

    private (long Count, long Bytes)? Size(TensorProto tensor, OnnxElementType element)
    {
        try
        {
            var count = tensor.Dims.Aggregate(1L, (a, b) => checked(a * b));
            var bytes = element.Bytes(count);
            return bytes <= mostBytes ? (count, bytes) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static (TensorContent? Content, string? Problem) Inside(TensorProto tensor, OnnxElementType element, long count, long bytes)
    {
        if (tensor.HasRawData)
        {
            return tensor.RawData.Length == bytes ? (new TensorContent.Inline(LittleEndian(tensor.RawData.Memory)), null)
                : (null, $"{tensor.RawData.Length} bytes of data for {bytes} bytes of elements; the model is damaged or truncated");
        }

        var stored = TypedFields.Count(tensor, element);
        if (stored == 0 && count > 0)
        {
            return (new TensorContent.Absent(), null);
        }

        if (stored != TypedFields.Expected(element, count))
        {
            return (null, $"{stored} numbers of data for {count} elements of {element}; the model is damaged or truncated");
        }

        return (element == OnnxElementType.String
            ? new TensorContent.Strings([.. tensor.StringData.Select(s => Encoding.UTF8.GetString(s.Span))])
            : new TensorContent.Inline(TypedFields.Pack(tensor, element)), null);
    }

    private static ReadOnlyMemory<byte> LittleEndian(ReadOnlyMemory<byte> data) => BitConverter.IsLittleEndian ? data
        : throw new PlatformNotSupportedException("tensors are read on little-endian machines");
}
