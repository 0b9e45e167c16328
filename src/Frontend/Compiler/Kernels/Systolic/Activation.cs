namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>Functions that a matrix product or a convolution applies to its result before it is stored.</summary>
public enum Activation
{
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x (1 + erf(x / sqrt 2)) / 2.</summary>
    Gelu,

    /// <summary>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2.</summary>
    GeluTanh,
    Sigmoid,
    Tanh,

    /// <summary>x sigmoid(x).</summary>
    Silu,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,
}
