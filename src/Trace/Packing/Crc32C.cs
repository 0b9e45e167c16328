using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ArmCrc32 = System.Runtime.Intrinsics.Arm.Crc32;
using X86Sse42 = System.Runtime.Intrinsics.X86.Sse42;

namespace ActorSim.Trace.Packing;

/// <summary>CRC-32C (Castagnoli, reflected polynomial 0x82f63b78; RFC 3720 section B.4): a running value that starts at 0.</summary>
public static class Crc32C
{
    private static readonly uint[] Table = BuildTable();

    /// <summary>The CRC of the bytes that gave <paramref name="crc"/> followed by <paramref name="data"/>.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        uint state = ~crc;
        if (X86Sse42.X64.IsSupported)
            state = AppendX86(state, data);
        else if (ArmCrc32.Arm64.IsSupported)
            state = AppendArm(state, data);
        else
            state = AppendTable(state, data);
        return ~state;
    }

    /// <summary>Same result without hardware instructions; public so that tests can compare the two.</summary>
    public static uint AppendPortable(uint crc, ReadOnlySpan<byte> data) => ~AppendTable(~crc, data);

    private static uint AppendX86(uint state, ReadOnlySpan<byte> data)
    {
        ulong wide = state;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(data))
            wide = X86Sse42.X64.Crc32(wide, word);
        state = (uint)wide;
        foreach (byte b in data[(data.Length & ~7)..])
            state = X86Sse42.Crc32(state, b);
        return state;
    }

    private static uint AppendArm(uint state, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> rest = data;
        for (; rest.Length >= 8; rest = rest[8..])
            state = ArmCrc32.Arm64.ComputeCrc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        foreach (byte b in rest)
            state = ArmCrc32.ComputeCrc32C(state, b);
        return state;
    }

    private static uint AppendTable(uint state, ReadOnlySpan<byte> data)
    {
        foreach (byte b in data)
            state = Table[(byte)(state ^ b)] ^ (state >> 8);
        return state;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint value = n;
            for (int bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? (value >> 1) ^ 0x82f63b78u : value >> 1;
            table[n] = value;
        }
        return table;
    }
}
