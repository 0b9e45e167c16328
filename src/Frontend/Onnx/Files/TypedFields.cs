using System.Runtime.InteropServices;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Graph;
using Google.Protobuf.Collections;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Elements in the typed fields of a tensor: which field holds which type, as the specification says.</summary>
internal static class TypedFields
{
    /// <summary>Numbers in the field of this type.</summary>
    public static int Count(TensorProto tensor, OnnxElementType element) => element switch
    {
        OnnxElementType.Float32 or OnnxElementType.Complex64 => tensor.FloatData.Count,
        OnnxElementType.Float64 or OnnxElementType.Complex128 => tensor.DoubleData.Count,
        OnnxElementType.Int64 => tensor.Int64Data.Count,
        OnnxElementType.UInt32 or OnnxElementType.UInt64 => tensor.Uint64Data.Count,
        OnnxElementType.String => tensor.StringData.Count,
        _ => tensor.Int32Data.Count,
    };

    /// <summary>Numbers that so many elements take: two for a complex one, one for several of less than 8 bits.</summary>
    public static long Expected(OnnxElementType element, long count) => element switch
    {
        OnnxElementType.Complex64 or OnnxElementType.Complex128 => 2 * count,
        _ when element.Bits() is 2 or 4 => ((count * element.Bits()) + 7) / 8,
        _ => count,
    };

    /// <summary>The elements as bytes. Half-precision numbers are stored as their bits in 32-bit numbers.</summary>
    public static byte[] Pack(TensorProto tensor, OnnxElementType element) => element switch
    {
        OnnxElementType.Float32 or OnnxElementType.Complex64 => Bytes(tensor.FloatData),
        OnnxElementType.Float64 or OnnxElementType.Complex128 => Bytes(tensor.DoubleData),
        OnnxElementType.Int64 => Bytes(tensor.Int64Data),
        OnnxElementType.UInt64 => Bytes(tensor.Uint64Data),
        OnnxElementType.UInt32 => Narrow(tensor.Uint64Data.Select(v => unchecked((long)v)), tensor.Uint64Data.Count, 4),
        OnnxElementType.Int32 => Bytes(tensor.Int32Data),
        _ => Narrow(tensor.Int32Data.Select(v => (long)v), tensor.Int32Data.Count, Math.Max(1, element.Bits() / 8)),
    };

    private static byte[] Bytes<T>(RepeatedField<T> field)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(field.ToArray()).ToArray();

    private static byte[] Narrow(IEnumerable<long> values, int count, int width)
    {
        var bytes = new byte[count * width];
        var at = 0;
        foreach (var value in values)
        {
            for (var i = 0; i < width; i++)
            {
                bytes[at++] = unchecked((byte)(value >> (8 * i)));
            }
        }

        return bytes;
    }
}
