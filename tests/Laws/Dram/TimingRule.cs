using ActorSim.Dram.Standards;

namespace ActorSim.Tests.Laws.Dram;

/// <summary>The part of the channel two commands must share for a rule to bind them.</summary>
public enum RuleScope
{
    Channel,
    PseudoChannel,
    BankGroup,
    Bank,
}

/// <summary>
/// A <paramref name="Next"/> command may not come earlier than <paramref name="Cycles"/> after the <paramref name="Window"/>-th last
/// <paramref name="Previous"/> command of the same scope; cycles as issued (first command cycles).
/// </summary>
public sealed record TimingRule(RuleScope Scope, DramCommandKind Previous, DramCommandKind Next, int Cycles, int Window = 1);
