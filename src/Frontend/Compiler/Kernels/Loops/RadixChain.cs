using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>Where an axis can be cut into mixed-radix digits, by divisibility; exact on numbers, by proof on symbols.</summary>
public static class RadixChain
{
    /// <summary>
    /// The boundaries that a digit of a single axis of that extent asks for; none if it is not aligned with it.
    /// </summary>
    public static IEnumerable<IndexExpr> Boundaries(IndexDigit digit, IndexExpr extent)
    {
        if (digit.Modulus is not { } modulus)
        {
            if (IsProper(digit.Divisor, extent)) yield return digit.Divisor;
            yield break;
        }

        var period = digit.Divisor * modulus;
        if (!IndexExpr.Divides(period, extent)) yield break;
        if (IsProper(digit.Divisor, extent)) yield return digit.Divisor;
        if (IsProper(period, extent)) yield return period;
    }

    /// <summary>
    /// 1, the boundaries in order of divisibility, and the extent: each divides the next. Null if they are not such a chain or if there
    /// are no boundaries.
    /// </summary>
    public static ImmutableArray<IndexExpr>? Of(IEnumerable<IndexExpr> boundaries, IndexExpr extent)
    {
        var left = boundaries.Distinct().ToList();
        if (left.Count == 0) return null;
        var chain = ImmutableArray.CreateBuilder<IndexExpr>();
        chain.Add(IndexExpr.One);
        while (left.Count > 0)
        {
            var least = left.Where(b => left.All(other => IndexExpr.Divides(b, other))).ToList();
            if (least.Count != 1) return null;
            chain.Add(least[0]);
            left.Remove(least[0]);
        }

        if (!IndexExpr.Divides(chain[^1], extent)) return null;
        chain.Add(extent);
        return chain.ToImmutable();
    }

    // A symbolic size is assumed to be more than 1: a digit of extent 1 costs a loop, not correctness.
    private static bool IsProper(IndexExpr boundary, IndexExpr extent) =>
        !boundary.Equals(IndexExpr.One) && !boundary.Equals(extent) && IndexExpr.Divides(boundary, extent);
}
