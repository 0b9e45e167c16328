using System.Globalization;

namespace ActorSim.Actors.Core;

/// <summary>
/// A number that two runs share only if every instruction was issued and finished in the same cycle on the same core. A sum of mixed
/// words: independent of the order of adding, so that cores add on their own and the totals are added up at the end.
/// </summary>
public sealed class InstructionDigest
{
    private ulong _low;
    private ulong _high;

    /// <param name="workItem">Place of the work-item among all of the run.</param>
    /// <param name="instruction">Place of the instruction in its work-item.</param>
    /// <param name="core">Where it ran.</param>
    /// <param name="issueCycle">Label of its issue.</param>
    /// <param name="finishCycle">Label of its end.</param>
    public void Add(long workItem, int instruction, int core, long issueCycle, long finishCycle)
    {
        var who = Mix(((ulong)workItem << 24) ^ (uint)instruction ^ ((ulong)(uint)core << 52));
        var when = Mix(who ^ Mix((ulong)issueCycle) ^ (ulong)finishCycle);
        _low += when;
        _high += Mix(when ^ 0x9E3779B97F4A7C15);
    }

    public void Add(InstructionDigest other)
    {
        _low += other._low;
        _high += other._high;
    }

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() =>
        _high.ToString("x16", CultureInfo.InvariantCulture) + _low.ToString("x16", CultureInfo.InvariantCulture);

    // Finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
