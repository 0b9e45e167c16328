using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ActorSim.Actors.Dram;

/// <summary>
/// Vector kernels over one 32-bit lane per bank. A key is (age * 64 + lane), smallest = oldest; <see cref="None"/> marks "no request".
/// Counts are multiples of <see cref="Width"/>; times are not negative.
/// </summary>
internal static unsafe class Lanes
{
    public const int Width = 8;
    public const int None = int.MaxValue;

    /// <summary>times[i] = max(times[i], all, group where groupMask is set).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Raise(int* times, int* groupMask, int count, int all, int group)
    {
        var vAll = Vector256.Create(all);
        var vGroup = Vector256.Create(group);
        for (var i = 0; i < count; i += Width)
        {
            var floor = Vector256.Max(vAll, Vector256.LoadAligned(groupMask + i) & vGroup);
            Vector256.Max(Vector256.LoadAligned(times + i), floor).StoreAligned(times + i);
        }
    }

    /// <summary>Oldest key whose time has come; <paramref name="next"/> = earliest time of the other candidates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Pick(int* keys, int* times, int count, int now, out int next)
    {
        var none = Vector256.Create(None);
        var vNow = Vector256.Create(now);
        var best = none;
        var soonest = none;
        for (var i = 0; i < count; i += Width)
            Step(Vector256.LoadAligned(keys + i), Vector256.LoadAligned(times + i), vNow, none, ref best, ref soonest);
        next = Min(soonest);
        return Min(best);
    }

    /// <summary>As <see cref="Pick"/>, with the time of a lane taken from <paramref name="open"/> or <paramref name="closed"/> by mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PickByState(int* keys, int* isOpen, int* open, int* closed, int count, int now, out int next)
    {
        var none = Vector256.Create(None);
        var vNow = Vector256.Create(now);
        var best = none;
        var soonest = none;
        for (var i = 0; i < count; i += Width)
        {
            var times = Vector256.ConditionalSelect(
                Vector256.LoadAligned(isOpen + i), Vector256.LoadAligned(open + i), Vector256.LoadAligned(closed + i));
            Step(Vector256.LoadAligned(keys + i), times, vNow, none, ref best, ref soonest);
        }

        next = Min(soonest);
        return Min(best);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        Vector256<int> keys, Vector256<int> times, Vector256<int> now, Vector256<int> none, ref Vector256<int> best, ref Vector256<int> soonest)
    {
        var late = Vector256.GreaterThan(times, now);
        best = Vector256.Min(best, keys | (late & none));
        var dead = Vector256.Equals(keys, none) | ~late;
        soonest = Vector256.Min(soonest, times | (dead & none));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Min(Vector256<int> v)
    {
        var m = Vector128.Min(v.GetLower(), v.GetUpper());
        m = Vector128.Min(m, Vector128.Shuffle(m, Vector128.Create(2, 3, 0, 1)));
        m = Vector128.Min(m, Vector128.Shuffle(m, Vector128.Create(1, 0, 3, 2)));
        return m.ToScalar();
    }
}
