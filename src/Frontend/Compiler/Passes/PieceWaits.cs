using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>
/// Waits for the pieces of a load that hold a box of a buffer. The slots are the load's own slot expression with its piece numbers
/// replaced by those of the box, so that issue and wait cannot disagree.
/// </summary>
internal static class PieceWaits
{
    /// <summary>The waits; null if the box cannot be expressed in whole numbers of pieces.</summary>
    public static ImmutableArray<Statement>? For(
        BufferSource source, IReadOnlyList<(IndexExpr Start, long Length)> box, IReadOnlyCollection<IndexVar> around, FreshNames names)
    {
        var digits = source.Digits(around).ToArray();
        var numbers = new Dictionary<IndexVar, IndexExpr>();
        var loops = new List<IndexVar>();
        foreach (var digit in digits)
        {
            if (AxisOf(source.Load, digit) is not { } axis) return null;
            if (Number(source.Load, digits, digit, axis, box[axis]) is not var (first, count)) return null;
            if (count > 1)
            {
                var loop = names.Loop("w", count);
                loops.Add(loop);
                first += loop;
            }

            numbers.Add(digit, first * digit.DivisibleBy);
        }

        Statement wait = new Wait(source.Load.Tag, source.Load.Slot.Substitute(numbers), source.Load.Buffer);
        for (var i = loops.Count - 1; i >= 0; i--)
            wait = new Loop(LoopKind.Inner, loops[i], loops[i].Extent ?? IndexExpr.One, 1, [wait]);
        return [wait];
    }

    private static int? AxisOf(Transfer load, IndexVar digit)
    {
        int? found = null;
        for (var axis = 0; axis < load.Origin.Length; axis++)
        {
            var coefficient = load.Origin[axis].CoefficientOf(digit);
            if (coefficient == 0) continue;
            if (coefficient is null or < 0 || found is not null) return null;
            found = axis;
        }

        return found;
    }

    // Piece numbers (iterations of the loop, whose index is a multiple of its step) that cover [Start, Start + Length) of the axis: the first one and how many.
    private static (IndexExpr First, long Count)? Number(
        Transfer load, IndexVar[] digits, IndexVar digit, int axis, (IndexExpr Start, long Length) range)
    {
        var piece = (load.Origin[axis].CoefficientOf(digit) ?? 0) * digit.DivisibleBy;
        var others = digits.Where(d => d != digit && load.Origin[axis].CoefficientOf(d) != 0);
        if (piece < 1 || others.Any()) return null;
        var start = range.Start - load.Origin[axis].Substitute(v => v == digit ? IndexExpr.Zero : null);
        if (IndexExpr.Divides(piece, start)) return (IndexExpr.FloorDiv(start, piece), (range.Length + piece - 1) / piece);
        var grain = IndexFactor.Gcd(start.KnownDivisor, piece);
        return range.Length <= grain ? (IndexExpr.FloorDiv(start, piece), 1) : null;
    }
}
