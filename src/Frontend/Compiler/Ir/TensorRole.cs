namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>Who gives a tensor its contents, and who reads them afterwards.</summary>
public enum TensorRole
{
    Input,
    Output,

    /// <summary>Given by the caller and changed in place (scatter).</summary>
    InOut,

    /// <summary>Lives from one kernel of the module to another.</summary>
    Intermediate,
}
