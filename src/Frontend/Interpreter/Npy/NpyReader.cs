using System.Buffers.Binary;
using System.Text;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Trace.Reading;

namespace ActorSim.Frontend.Interpreter.Npy;

/// <summary>
/// Reads NumPy's array file format, versions 1 to 3. Big-endian elements are swapped and Fortran order is changed to C order. Raw 2-byte
/// elements (V2) are taken as bf16.
/// </summary>
public static class NpyReader
{
    /// <exception cref="CompileException">The file is not one, is damaged, or holds elements of a type that is not supported.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TensorData Read(string path) => Parse(InputFile.ReadBytes(path, Array.MaxLength), path);

    /// <param name="bytes">The whole file.</param>
    /// <param name="name">Named by errors.</param>
    /// <exception cref="CompileException">As above.</exception>
    public static TensorData Parse(ReadOnlySpan<byte> bytes, string name)
    {
        var (text, start) = HeaderText(bytes, name);
        var header = NpyHeader.Parse(text, name);
        if (!NpyTypes.TryParse(header.Descr, out var type, out var bigEndian))
            throw new CompileException(NpyCodes.BadType, name, $"element type '{header.Descr}' is not one of {NpyTypes.Supported}");
        var data = Elements(bytes[start..], header, type, name);
        if (bigEndian) Swap(data, type.Bytes());
        if (type == ElementType.Bool)
            for (var i = 0; i < data.Length; i++) data[i] = (byte)(data[i] != 0 ? 1 : 0);
        if (header.FortranOrder) data = ToRowMajor(data, header.Shape, type.Bytes());
        return new TensorData(type, header.Shape, data);
    }

    private static (string Text, int End) HeaderText(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length < 10 || bytes[0] != 0x93 || !bytes[1..6].SequenceEqual("NUMPY"u8))
            throw new CompileException(NpyCodes.NotNpy, name, "the file does not start as one (\\x93NUMPY); save it with numpy.save");
        var version = bytes[6];
        if (version is < 1 or > 3) throw new CompileException(NpyCodes.BadHeader, name, $"version {version} is not known (1 to 3 are)");
        var start = version == 1 ? 10 : 12;
        if (bytes.Length < start) throw Short(name, bytes.Length, start);
        var length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (length > bytes.Length - start) throw Short(name, bytes.Length, start + length);
        var encoding = version == 3 ? Encoding.UTF8 : Encoding.Latin1;
        return (encoding.GetString(bytes.Slice(start, (int)length)), start + (int)length);
    }

    private static byte[] Elements(ReadOnlySpan<byte> rest, NpyHeader header, ElementType type, string name)
    {
        Int128 needed = type.Bytes();
        foreach (var extent in header.Shape) needed = Int128.Min(needed * extent, long.MaxValue);
        if (needed == rest.Length) return rest.ToArray();
        var shape = $"{type.Name()}[{string.Join('x', header.Shape)}]";
        throw new CompileException(NpyCodes.Truncated, name, $"{shape} takes {needed} bytes after the header, the file has {rest.Length}");
    }

    private static void Swap(byte[] data, int width)
    {
        for (var i = 0; i + width <= data.Length; i += width) data.AsSpan(i, width).Reverse();
    }

    private static byte[] ToRowMajor(byte[] data, long[] shape, int width)
    {
        var result = new byte[data.Length];
        var index = new long[shape.Length];
        for (long to = 0; to < data.Length / width; to++)
        {
            long from = 0;
            for (var axis = shape.Length - 1; axis >= 0; axis--) from = from * shape[axis] + index[axis];
            data.AsSpan((int)(from * width), width).CopyTo(result.AsSpan((int)(to * width)));
            for (var axis = shape.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) index[axis] = 0;
        }

        return result;
    }

    private static CompileException Short(string name, long have, long need) =>
        new(NpyCodes.Truncated, name, $"the header takes {need} bytes, the file has {have}");
}
