namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>What a reduction kernel computes over the reduced axes.</summary>
public enum ReduceOp
{
    Sum, Mean, Prod, Max, Min,

    /// <summary>The mean squared distance from the mean.</summary>
    Variance,

    /// <summary>Sum of absolute values.</summary>
    L1,

    /// <summary>Square root of the sum of squares.</summary>
    L2,
    SumSquare,

    /// <summary>Logarithm of the sum.</summary>
    LogSum,

    /// <summary>Logarithm of the sum of exponentials, computed against the maximum.</summary>
    LogSumExp,

    /// <summary>Logical or.</summary>
    Any,

    /// <summary>Logical and.</summary>
    All,
}
