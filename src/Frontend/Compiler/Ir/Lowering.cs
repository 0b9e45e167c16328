namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>How operators are split into kernels, and how large tiles are.</summary>
public enum Lowering
{
    /// <summary>As few kernels as the compiler can, with tiles for the machine at hand.</summary>
    Fused,

    /// <summary>
    /// As a framework's compiler does it: tiles by the reference's rules, and softmax and layer normalization as the passes over memory
    /// that such compilers leave (docs/frontend.md).
    /// </summary>
    Framework,
}
