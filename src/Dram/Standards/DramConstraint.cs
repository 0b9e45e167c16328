namespace ActorSim.Dram.Standards;

/// <summary>
/// A <paramref name="Next"/> command may not come earlier than <paramref name="Cycles"/> after the <paramref name="Window"/>-th last
/// <paramref name="Previous"/> command that shares <paramref name="Scope"/> with it. Cycles are counted between first command cycles,
/// as commands are issued and recorded; a value below 1 binds nothing.
/// </summary>
public sealed record DramConstraint(
    DramScope Scope, DramCommandKind Previous, DramCommandKind Next, int Cycles, string Source, int Window = 1);
