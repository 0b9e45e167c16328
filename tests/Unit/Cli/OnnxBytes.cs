using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>ONNX models written field by field (numbers of onnx.proto), so that wrong ones can be written too.</summary>
internal static class OnnxBytes
{
    private const int Float32 = 1;

    public static byte[] Number(int field, long value) => [.. Varint((ulong)field << 3), .. Varint((ulong)value)];

    public static byte[] Bytes(int field, byte[] content) => [.. Start(field, content.Length), .. content];

    /// <summary>What stands before the content of a field.</summary>
    public static byte[] Start(int field, long bytes) => [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)bytes)];

    public static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    /// <summary>A model of one graph, which is all of the <paramref name="parts"/>.</summary>
    public static byte[] Model(long opset, params byte[][] parts) =>
        [.. Number(1, 8), .. Bytes(7, [.. Text(2, "g"), .. Join(parts)]), .. Bytes(8, [.. Text(1, ""), .. Number(2, opset)])];

    public static byte[] Node(string op, string name, string inputs, string output, params byte[][] attributes) => Bytes(1,
        [.. Join(inputs.Split(' ').Select(i => Text(1, i))), .. Text(2, output), .. Text(3, name), .. Text(4, op), .. Join(attributes)]);

    /// <summary>A real attribute of a node.</summary>
    public static byte[] Attribute(string name, float value)
    {
        var bits = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bits, value);
        return Bytes(5, [.. Text(1, name), (2 << 3) | 5, .. bits, .. Number(20, 1)]);
    }

    /// <summary>f32 of a shape: sizes, names, or ? for a size without either.</summary>
    public static byte[] Input(string name, string shape, int element = Float32) => Bytes(11, Value(name, shape, element));

    public static byte[] Output(string name, string shape) => Bytes(12, Value(name, shape, Float32));

    /// <summary>An initializer; without data if <paramref name="data"/> is null.</summary>
    public static byte[] Weight(string name, long[] shape, float[]? data) => Bytes(5,
        [.. Tensor(name, shape), .. data is null ? [] : Bytes(9, [.. data.SelectMany(BitConverter.GetBytes)])]);

    /// <summary>An initializer whose data is in a file beside the model.</summary>
    public static byte[] External(string name, long[] shape, string location) => Bytes(5,
        [.. Tensor(name, shape), .. Bytes(13, [.. Text(1, "location"), .. Text(2, location)]), .. Number(14, 1)]);

    private static byte[] Tensor(string name, long[] shape) => [.. Join(shape.Select(d => Number(1, d))), .. Number(2, Float32), .. Text(8, name)];

    private static byte[] Value(string name, string shape, int element)
    {
        var dims = shape.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => Bytes(1, Dim(d)));
        return [.. Text(1, name), .. Bytes(2, Bytes(1, [.. Number(1, element), .. Bytes(2, Join(dims))]))];
    }

    private static byte[] Dim(string dim) => dim == "?" ? []
        : long.TryParse(dim, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size) ? Number(1, size) : Text(2, dim);

    private static byte[] Join(IEnumerable<byte[]> parts) => [.. parts.SelectMany(p => p)];

    private static List<byte> Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7) bytes.Add((byte)(value | 128));
        bytes.Add((byte)value);
        return bytes;
    }
}
