namespace ActorSim.Frontend.Compiler.Ir.Index;

/// <summary>What an index variable stands for.</summary>
public enum IndexVarKind
{
    /// <summary>A size of the program, given when it runs (a shape argument).</summary>
    Size,

    /// <summary>The running index of a loop or of an iteration axis.</summary>
    Loop,
}
