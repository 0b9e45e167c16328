namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>What a vector instruction does, as far as its timing goes.</summary>
public enum VectorClass
{
    /// <summary>Scratchpad to registers.</summary>
    Load,

    /// <summary>Registers to scratchpad.</summary>
    Store,

    /// <summary>Add, subtract, minimum, maximum, compare, select, logic, shift, move, broadcast inside a lane.</summary>
    Add,
    Multiply,
    FusedMultiplyAdd,
    Divide,

    /// <summary>Square root and reciprocal square root.</summary>
    SquareRoot,

    /// <summary>Exp, log, tanh, sin, cos, erf and the like.</summary>
    Transcendental,

    /// <summary>Between element types.</summary>
    Convert,

    /// <summary>All elements of a lane to one element.</summary>
    Reduce,

    /// <summary>Between lanes: rotate, shuffle, transpose, a reduction over all lanes.</summary>
    CrossLane,
}
