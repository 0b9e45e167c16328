using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Body;

/// <summary>
/// Functions of f32 that are worth vectors: four at a time, in double precision and rounded once, as <see cref="FloatFunctions"/> has them.
/// Every element goes the same way, whatever its place in a row.
/// </summary>
internal sealed class VectorFunction(UnaryKind kind, float[] operand, float[] result) : RowOperation
{
    private static readonly int Width = Vector256<double>.Count;

    /// <summary>Whether there is one.</summary>
    public static bool Has(UnaryKind kind) => kind is UnaryKind.Exp or UnaryKind.Sigmoid or UnaryKind.Sqrt or UnaryKind.Rsqrt or UnaryKind.Reciprocal;

    // Compiled at first use, with the framework's own functions inlined.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(WorkItemState item)
    {
        Span<float> rest = stackalloc float[4];
        for (var i = 0; i < operand.Length; i += Width)
        {
            var left = operand.Length - i;
            if (left >= Width)
            {
                Apply(Vector128.LoadUnsafe(ref operand[i])).StoreUnsafe(ref result[i]);
                continue;
            }

            operand.AsSpan(i, left).CopyTo(rest);
            Apply(Vector128.LoadUnsafe(ref rest[0])).CopyTo(rest);
            rest[..left].CopyTo(result.AsSpan(i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<float> Apply(Vector128<float> x)
    {
        var (low, high) = Vector128.Widen(x);
        var wide = Vector256.Create(low, high);
        var y = kind switch
        {
            UnaryKind.Exp => Vector256.Exp(wide),
            UnaryKind.Sigmoid => Vector256<double>.One / (Vector256<double>.One + Vector256.Exp(-wide)),
            UnaryKind.Sqrt => Vector256.Sqrt(wide),
            UnaryKind.Rsqrt => Vector256<double>.One / Vector256.Sqrt(wide),
            _ => Vector256<double>.One / wide,
        };
        return Vector128.Narrow(y.GetLower(), y.GetUpper());
    }
}
