namespace ActorSim.Frontend.Compiler.Operators.Coverage;

/// <summary>What becomes of an operator.</summary>
public enum OperatorStatus
{
    /// <summary>A kernel computes it, and its time is simulated.</summary>
    Compiled,

    /// <summary>The same data under another name or shape: it costs nothing, and is listed so.</summary>
    Free,

    /// <summary>Known while compiling: constants and shape computations.</summary>
    ConstantFolded,

    Unsupported,
}
