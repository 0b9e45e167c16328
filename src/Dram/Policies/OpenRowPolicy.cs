namespace ActorSim.Dram.Policies;

/// <summary>open: a row stays open until another row of its bank is wanted or the bank is refreshed.</summary>
public sealed class OpenRowPolicy : IRowPolicy
{
    /// <inheritdoc/>
    public int IdleCycles => int.MaxValue;
}
