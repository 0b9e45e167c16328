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

/// <summary>open: a row stays open until another row of its bank is wanted or the bank is refreshed.</summary>
public sealed class OpenRowPolicy : IRowPolicy
{
    /// <inheritdoc/>
    public int IdleCycles => int.MaxValue;
}

/// <summary>closed: a row is closed as soon as no held request wants it.</summary>
public sealed class ClosedRowPolicy : IRowPolicy
{
    /// <inheritdoc/>
    public int IdleCycles => 0;
}

/// <summary>timeout: a row that no held request wants is closed <paramref name="cycles"/> after its last command.</summary>
public sealed class TimeoutRowPolicy(int cycles) : IRowPolicy
{
    /// <inheritdoc/>
    public int IdleCycles => cycles;
}
