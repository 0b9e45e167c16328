namespace ActorSim.Frontend.Compiler.Ir.Types;

/// <summary>The type of one element of a tensor or a scratchpad buffer.</summary>
public enum ElementType
{
    F32,
    F16,

    /// <summary>The upper 16 bits of an f32.</summary>
    BF16,
    F64,
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    U64,

    /// <summary>One byte: 0 or 1.</summary>
    Bool,
}
