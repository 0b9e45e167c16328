using System.Buffers.Binary;
using System.Text;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Frontend.Interpreter.Npy;

/// <summary>
/// Writes NumPy's array file format, version 1 (or 2 where the header needs it), C order, little-endian. bf16 is written as V2: in Python
/// <c>numpy.load(f).view(ml_dtypes.bfloat16)</c>.
/// </summary>
public static class NpyWriter
{
    private const int Alignment = 64;

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, TensorData data) => File.WriteAllBytes(path, Bytes(data));

    /// <summary>The whole file.</summary>
    public static byte[] Bytes(TensorData data)
    {
        var tuple = string.Join(", ", data.Shape) + (data.Shape.Length == 1 ? "," : "");
        var text = $"{{'descr': '{NpyTypes.NameOf(data.Type)}', 'fortran_order': False, 'shape': ({tuple}), }}";
        var wide = text.Length + Alignment > ushort.MaxValue;
        var prefix = wide ? 12 : 10;
        var length = (prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment - prefix;
        var file = new byte[prefix + length + data.Bytes.LongLength];
        (file[0], file[6]) = (0x93, (byte)(wide ? 2 : 1));
        "NUMPY"u8.CopyTo(file.AsSpan(1));
        if (wide) BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), (uint)length);
        else BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)length);
        Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n", file.AsSpan(prefix));
        data.Bytes.CopyTo(file.AsSpan(prefix + length));
        return file;
    }
}
