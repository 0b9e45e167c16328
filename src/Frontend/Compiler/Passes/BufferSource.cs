using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>An asynchronous load and the loops around it, outermost first.</summary>
internal sealed record BufferSource(Transfer Load, ImmutableArray<IndexVar> Loops)
{
    /// <summary>Elements of the buffer's axis that one piece holds; null: the load is not cut along it.</summary>
    public long? PieceAlong(int bufferAxis, IReadOnlyCollection<IndexVar> around)
    {
        foreach (var digit in Digits(around))
            if (Load.Origin[bufferAxis].CoefficientOf(digit) is { } piece && piece != 0)
                return piece * digit.DivisibleBy;
        return null;
    }

    /// <summary>The loops that only count pieces of the load: those that are not around its use.</summary>
    public IEnumerable<IndexVar> Digits(IReadOnlyCollection<IndexVar> around) => Loops.Where(v => !around.Contains(v));
}
