namespace ActorSim.Actors.Core;

/// <summary>Events of a compute unit.</summary>
public static class ComputeUnitMessages
{
    /// <summary>From the core: an operation was issued. Body: <see cref="IOperationSource"/>; data: instruction. Half a cycle after the
    /// scan that issued it, so that the answer can arrive by the next cycle.</summary>
    public const int Issue = 1;
}
