namespace ActorSim.Frontend.Compiler.Ir.Index;

/// <summary>The kinds of factor a term is a product of.</summary>
public enum IndexFactorKind
{
    Variable,

    /// <summary>floor(left / right), right greater than 0.</summary>
    FloorDiv,

    /// <summary>left - right * floor(left / right), right greater than 0.</summary>
    Mod,
    Min,
    Max,
}
