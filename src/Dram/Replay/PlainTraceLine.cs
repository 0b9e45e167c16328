using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActorSim.Dram.Replay;

/// <summary>
/// The common form of a trace line, read in one pass: <c>0xADDRESS READ|WRITE CYCLE</c> with single spaces and at most 15 and 17 digits. Whatever
/// else a line may be, or has wrong, is left to the thorough reader.
/// </summary>
internal static class PlainTraceLine
{
    /// <summary>More than the longest line of this form: nothing behind it is looked at.</summary>
    public const int MostBytes = 64;

    private const int MostAddressDigits = 15;
    private const int MostCycleDigits = 17;
    private const uint Read = 'R' | ('E' << 8) | ('A' << 16) | ((uint)'D' << 24);
    private const uint Writ = 'W' | ('R' << 8) | ('I' << 16) | ((uint)'T' << 24);

    /// <param name="text">At least <see cref="MostBytes"/> from the line's first on.</param>
    /// <param name="line">The line, its cycle not yet compared with that of the line before.</param>
    /// <returns>Bytes of the line with its line feed; 0: not of this form.</returns>
    public static int Parse(ReadOnlySpan<byte> text, out DramTraceLine line)
    {
        line = default;
        if (text.Length < MostBytes || text[0] != '0' || (text[1] | 0x20) != 'x') return 0;
        ref var first = ref MemoryMarshal.GetReference(text);
        var at = 2;
        var address = 0L;
        for (int digit; (digit = HexDigit(Unsafe.Add(ref first, at))) >= 0; at++)
        {
            if (at == 2 + MostAddressDigits) return 0;
            address = (address << 4) | (uint)digit;
        }

        if (at == 2 || Unsafe.Add(ref first, at) != ' ') return 0;
        var word = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, at + 1));
        var isWrite = word == Writ;
        if (isWrite ? Unsafe.Add(ref first, at + 5) != 'E' : word != Read) return 0;
        at += isWrite ? 6 : 5;
        if (Unsafe.Add(ref first, at++) != ' ') return 0;
        var end = at + MostCycleDigits;
        var start = at;
        var cycle = 0L;
        for (uint digit; at < end && (digit = Unsafe.Add(ref first, at) - (uint)'0') <= 9; at++) cycle = (cycle * 10) + digit;
        if (at == start || Unsafe.Add(ref first, at) != '\n') return 0;
        line = new DramTraceLine(address, isWrite, cycle);
        return at + 1;
    }

    // Digits '0' to '9' and letters 'A' to 'F' of both cases; -1 for all else.
    private static int HexDigit(byte c)
    {
        var digit = (uint)(c - '0');
        if (digit <= 9) return (int)digit;
        var letter = (uint)((c | 0x20) - 'a');
        return letter <= 5 ? (int)letter + 10 : -1;
    }
}
