namespace ActorSim.Frontend.Compiler.Ir.Vector;

/// <summary>Operations of two operands of the result's type; comparisons give bool. Integers wrap around.</summary>
public enum BinaryKind
{
    Add, Sub, Mul,

    /// <summary>Float: quotient. Integer: truncated towards 0 (C); by 0 is refused when run on numbers.</summary>
    Div,

    /// <summary>Integer: rounded down. Float: floor of the quotient.</summary>
    FloorDiv,

    /// <summary>The sign of the divisor (Python's %).</summary>
    Mod,

    /// <summary>The sign of the dividend (C's fmod and %).</summary>
    Remainder,

    /// <summary>NaN if an operand is NaN.</summary>
    Min,

    /// <summary>NaN if an operand is NaN.</summary>
    Max,
    Pow, Atan2,

    /// <summary>Bitwise on integers, logical on bool.</summary>
    And, Or, Xor,

    /// <summary>Shift left; amounts of the width or more give 0.</summary>
    ShiftLeft,

    /// <summary>Shift right, arithmetic on signed types.</summary>
    ShiftRight,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
}
