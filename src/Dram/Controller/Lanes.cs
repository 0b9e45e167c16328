using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ActorSim.Dram.Controller;

/// <summary>
/// Vector kernels over one 32-bit lane per bank. A key is (age * 64 + lane), smallest = oldest; <see cref="None"/> marks "no request".
/// Counts are multiples of <see cref="Width"/>; times are not negative.
/// </summary>
internal static unsafe class Lanes
{
    public const int Width = 8;
    public const int None = int.MaxValue;

    /// <summary>times[i] = max(times[i], now + gaps[i]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Raise(int* times, int* gaps, int count, int now)
    {
        var vNow = Vector256.Create(now);
        for (var i = 0; i < count; i += Width)
            Vector256.Max(Vector256.LoadAligned(times + i), Vector256.LoadAligned(gaps + i) + vNow).StoreAligned(times + i);
    }

    /// <summary>times[i] = max(times[i], value).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RaiseAll(int* times, int count, int value)
    {
        var floor = Vector256.Create(value);
        for (var i = 0; i < count; i += Width) Vector256.Max(Vector256.LoadAligned(times + i), floor).StoreAligned(times + i);
    }

    /// <summary>
    /// times[lane] = max(times[lane], value). Single lanes are written as whole vectors, because a vector load soon after a narrower
    /// store to the same place has to wait until that store has left the store buffer.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RaiseOne(int* times, int lane, int value)
    {
        var at = times + (lane & ~(Width - 1));
        var floor = OneHot(lane) & Vector256.Create(value);
        Vector256.Max(Vector256.LoadAligned(at), floor).StoreAligned(at);
    }

    /// <summary>lanes[lane] = value, as a vector store (see <see cref="RaiseOne"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(int* lanes, int lane, int value)
    {
        var at = lanes + (lane & ~(Width - 1));
        Vector256.ConditionalSelect(OneHot(lane), Vector256.Create(value), Vector256.LoadAligned(at)).StoreAligned(at);
    }

    /// <summary>lanes[i] = value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetAll(int* lanes, int count, int value)
    {
        var all = Vector256.Create(value);
        for (var i = 0; i < count; i += Width) all.StoreAligned(lanes + i);
    }

    /// <summary>As <see cref="Pick"/> over the lanes in <paramref name="candidates"/> only; for few of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PickFew(ulong candidates, int* keys, int* times, int now, out int next)
    {
        var best = None;
        next = None;
        for (; candidates != 0; candidates &= candidates - 1)
        {
            var lane = BitOperations.TrailingZeroCount(candidates);
            var time = times[lane];
            if (time <= now) best = Math.Min(best, keys[lane]);
            else next = Math.Min(next, time);
        }

        return best;
    }

    /// <summary>As <see cref="PickByState"/> over the lanes in <paramref name="candidates"/> only; for few of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PickFewByState(ulong candidates, int* keys, int* isOpen, int* open, int* closed, int now, out int next)
    {
        var best = None;
        next = None;
        for (; candidates != 0; candidates &= candidates - 1)
        {
            var lane = BitOperations.TrailingZeroCount(candidates);
            var time = isOpen[lane] != 0 ? open[lane] : closed[lane];
            if (time <= now) best = Math.Min(best, keys[lane]);
            else next = Math.Min(next, time);
        }

        return best;
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

    /// <summary>
    /// As <see cref="Pick"/>, with the time of a lane taken from <paramref name="open"/> or <paramref name="closed"/> by mask.
    /// </summary>
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
        Vector256<int> keys, Vector256<int> times, Vector256<int> now, Vector256<int> none,
        ref Vector256<int> best, ref Vector256<int> soonest)
    {
        var late = Vector256.GreaterThan(times, now);
        best = Vector256.Min(best, keys | (late & none));
        var dead = Vector256.Equals(keys, none) | ~late;
        soonest = Vector256.Min(soonest, times | (dead & none));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> OneHot(int lane) =>
        Vector256.Equals(Vector256<int>.Indices, Vector256.Create(lane & (Width - 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Min(Vector256<int> v)
    {
        var m = Vector128.Min(v.GetLower(), v.GetUpper());
        m = Vector128.Min(m, Vector128.Shuffle(m, Vector128.Create(2, 3, 0, 1)));
        m = Vector128.Min(m, Vector128.Shuffle(m, Vector128.Create(1, 0, 3, 2)));
        return m.ToScalar();
    }
}
