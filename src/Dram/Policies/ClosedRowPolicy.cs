namespace ActorSim.Dram.Policies;

/// <summary>closed: a row is closed as soon as no held request wants it.</summary>
public sealed class ClosedRowPolicy : IRowPolicy
{
    /// <inheritdoc/>
    public int IdleCycles => 0;
}
