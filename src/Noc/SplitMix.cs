namespace ActorSim.Noc;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): the same numbers on every machine and in every version of the runtime, one word of state,
/// so that every node and router can have a stream of its own.
/// </summary>
public struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream of its own for a part of the network.</summary>
    public static SplitMix Stream(ulong seed, int index)
    {
        var mixed = new SplitMix(seed ^ (0xD1B54A32D192ED03UL * ((ulong)index + 1)));
        return new SplitMix(mixed.Next());
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to below <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    /// <summary>Above 0, at most 1.</summary>
    public double Unit() => ((Next() >> 11) + 1) * (1.0 / (1UL << 53));
}
