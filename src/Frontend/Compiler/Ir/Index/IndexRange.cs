namespace ActorSim.Frontend.Compiler.Ir.Index;

/// <summary>
/// An interval of integers, both ends inclusive; <see cref="long.MinValue"/> and <see cref="long.MaxValue"/> mean unbounded.
/// </summary>
public readonly record struct IndexRange(long Min, long Max)
{
    public static IndexRange Unbounded => new(long.MinValue, long.MaxValue);

    public bool IsSingle => Min == Max;

    public static IndexRange Exactly(long value) => new(value, value);

    public bool Contains(long value) => value >= Min && value <= Max;

    internal static IndexRange Add(IndexRange a, IndexRange b) => new(AddEnds(a.Min, b.Min), AddEnds(a.Max, b.Max));

    internal static IndexRange Multiply(IndexRange a, IndexRange b)
    {
        Span<Int128> ends = [Times(a.Min, b.Min), Times(a.Min, b.Max), Times(a.Max, b.Min), Times(a.Max, b.Max)];
        Int128 low = ends[0], high = ends[0];
        foreach (var end in ends) (low, high) = (Int128.Min(low, end), Int128.Max(high, end));
        return new IndexRange(Clamp(low), Clamp(high));
    }

    internal static IndexRange FloorDiv(IndexRange a, IndexRange b)
    {
        if (b.Min < 1) return Unbounded;
        var low = a.Min == long.MinValue ? long.MinValue : Floor(a.Min, a.Min >= 0 ? b.Max : b.Min);
        var high = a.Max == long.MaxValue ? long.MaxValue : Floor(a.Max, a.Max >= 0 ? b.Min : b.Max);
        return new IndexRange(low, high);
    }

    internal static IndexRange Mod(IndexRange a, IndexRange b)
    {
        if (b.Min < 1) return Unbounded;
        var high = b.Max == long.MaxValue ? long.MaxValue : b.Max - 1;
        return a.Min >= 0 ? new IndexRange(0, Math.Min(high, a.Max)) : new IndexRange(0, high);
    }

    internal static IndexRange MinOf(IndexRange a, IndexRange b) => new(Math.Min(a.Min, b.Min), Math.Min(a.Max, b.Max));

    internal static IndexRange MaxOf(IndexRange a, IndexRange b) => new(Math.Max(a.Min, b.Min), Math.Max(a.Max, b.Max));

    internal static long Floor(long a, long b) => a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);

    private static bool IsInfinite(long end) => end is long.MinValue or long.MaxValue;

    private static long AddEnds(long a, long b)
    {
        if (IsInfinite(a)) return a;
        return IsInfinite(b) ? b : Clamp((Int128)a + b);
    }

    // An unbounded end times 0 is 0: the other factor is exactly 0 there.
    private static Int128 Times(long a, long b)
    {
        if (a == 0 || b == 0) return 0;
        if (!IsInfinite(a) && !IsInfinite(b)) return (Int128)a * b;
        return a > 0 == b > 0 ? long.MaxValue : long.MinValue;
    }

    private static long Clamp(Int128 value) =>
        value >= long.MaxValue ? long.MaxValue : value <= long.MinValue ? long.MinValue : (long)value;
}
