namespace ActorSim.Dram.Policies;

/// <summary>timeout: a row that no held request wants is closed <paramref name="cycles"/> after its last command.</summary>
public sealed class TimeoutRowPolicy(int cycles) : IRowPolicy
{
    /// <inheritdoc/>
    public int IdleCycles => cycles;
}
