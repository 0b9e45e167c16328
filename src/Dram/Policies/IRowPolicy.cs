namespace ActorSim.Dram.Policies;

/// <summary>
/// When a row that no held request wants is closed on its own account. Such a PRE has the lowest priority: it takes a command slot that
/// nothing else can use.
/// </summary>
public interface IRowPolicy
{
    /// <summary>Cycles from the last ACT, RD or WR of the bank to the earliest close; <see cref="int.MaxValue"/>: never.</summary>
    int IdleCycles { get; }
}
