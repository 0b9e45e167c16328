using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>What zero points add to the sums of a product, to be taken off: zero of b x sum of a + zero of a x sum of b - count x both zeros.</summary>
/// <param name="A">First operand; its zero point and the sums repeat to the product's shape.</param>
/// <param name="B">Second operand, likewise.</param>
/// <param name="Count">Products in each sum.</param>
internal sealed record Correction(QuantizedOperand A, QuantizedOperand B, IndexExpr Count)
{
    /// <summary>Null where B's zero point is 0.</summary>
    public TensorView? SumOfA { get; init; }

    /// <summary>Null where A's zero point is 0.</summary>
    public TensorView? SumOfB { get; init; }

    /// <summary>What <see cref="Apply"/> takes behind the sums.</summary>
    public IEnumerable<TensorView> Operands => new[] { SumOfA, SumOfA is null ? null : B.Zero, SumOfB, SumOfB is null ? null : A.Zero }.OfType<TensorView>();

    /// <summary>The corrected sum, and the place of the first value that is not its operand.</summary>
    public (LoopValue Sum, int Next) Apply(LoopValue[] values)
    {
        var (sum, next) = (values[0], 1);
        LoopValue? zeroA = null, zeroB = null;
        if (SumOfA is not null)
        {
            var sumOfA = values[next++];
            zeroB = B.Zero is null ? B.ShiftedZero(sum.Stage) : B.ZeroOf(values[next++]);
            sum -= sumOfA * zeroB.Value;
        }

        if (SumOfB is not null)
        {
            var sumOfB = values[next++];
            zeroA = A.Zero is null ? A.ShiftedZero(sum.Stage) : A.ZeroOf(values[next++]);
            sum -= sumOfB * zeroA.Value;
        }

        if (zeroA is { } p && zeroB is { } q) sum += p * q * sum.Stage.Index(Count, sum.Type);
        return (sum, next);
    }
}
