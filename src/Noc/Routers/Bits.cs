using System.Numerics;
using System.Runtime.CompilerServices;

namespace ActorSim.Noc.Routers;

/// <summary>Sets of small numbers in words of 64 bits.</summary>
internal static class Bits
{
    public static int Words(int size) => (size + 63) >> 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(ulong[] set, int at, int bit) => set[at + (bit >> 6)] |= 1UL << bit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear(ulong[] set, int bit) => set[bit >> 6] &= ~(1UL << bit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Has(ulong[] set, int bit) => (set[bit >> 6] & (1UL << bit)) != 0;

    /// <summary>The first member at or after a place, going round; -1 if there is none.</summary>
    public static int FirstFrom(ReadOnlySpan<ulong> set, int from)
    {
        if (set.Length == 1)
        {
            var one = set[0];
            var after = one & (ulong.MaxValue << from);
            return one == 0 ? -1 : BitOperations.TrailingZeroCount(after != 0 ? after : one);
        }

        var word = from >> 6;
        var rest = set[word] & (ulong.MaxValue << from);
        for (var i = 0; i <= set.Length; i++)
        {
            if (rest != 0)
            {
                return (word << 6) + BitOperations.TrailingZeroCount(rest);
            }

            word = word + 1 == set.Length ? 0 : word + 1;
            rest = set[word];
        }

        return -1;
    }
}
