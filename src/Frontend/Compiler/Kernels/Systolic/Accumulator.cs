using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>What the systolic array multiplies and what it sums in.</summary>
public static class Accumulator
{
    /// <summary>Element types the array multiplies.</summary>
    public static bool Takes(ElementType type) =>
        type is ElementType.F32 or ElementType.F16 or ElementType.BF16 or ElementType.I8 or ElementType.U8;

    /// <summary>f32 for floats, i32 for integers.</summary>
    public static ElementType TypeFor(ElementType operand) => operand.IsFloat() ? ElementType.F32 : ElementType.I32;

    /// <summary>The type of a result: the operands' own for floats, i32 for integers.</summary>
    public static ElementType ResultFor(ElementType operand) => operand.IsFloat() ? operand : ElementType.I32;
}
