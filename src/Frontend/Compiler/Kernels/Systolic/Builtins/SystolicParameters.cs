using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic.Builtins;

/// <summary>Parameters that builtins on the systolic array share.</summary>
internal static class SystolicParameters
{
    public static readonly DiagnosticCode BadType = new("SIM1101", "an element type that the array does not multiply");

    public static BuiltinParameter DType { get; } =
        new("dtype", "element type of the operands: f32, f16, bf16, i8 (i8 gives i32)", "f32");

    public static BuiltinParameter Activation { get; } =
        new("activation", "applied to the result: " + string.Join(", ", Activations.Names), "none");

    public static ElementType OperandType(this BuiltinArguments arguments, CompileContext context, string where)
    {
        var type = arguments.Type("dtype");
        if (!Accumulator.Takes(type))
            context.Diagnostics.Error(BadType, where, $"dtype={type.Name()} must be one of f32, f16, bf16, i8, u8");
        return Accumulator.Takes(type) ? type : ElementType.F32;
    }

    public static Activation ActivationOf(this BuiltinArguments arguments) =>
        Activations.Parse(arguments.Choice("activation", Activations.Names));
}
