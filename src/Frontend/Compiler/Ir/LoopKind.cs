namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>How the iterations of a loop relate.</summary>
public enum LoopKind
{
    /// <summary>Independent; the innermost of a chain of parallel loops makes one work-item of each iteration.</summary>
    Parallel,

    /// <summary>Steps of a reduction inside one work-item, in order.</summary>
    Reduction,

    /// <summary>Pieces of one step: subtiles of a transfer or of a matrix product.</summary>
    Inner,
}
