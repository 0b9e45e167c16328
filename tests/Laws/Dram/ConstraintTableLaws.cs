using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using Xunit;

namespace ActorSim.Tests.Laws.Dram;

/// <summary>The independent checker knows every row of every standard's table, to the cycle.</summary>
public class ConstraintTableLaws
{
    private const long First = 1000;

    public static TheoryData<string> Standards() => new(DramStandardCatalog.Names);

    [Theory]
    [MemberData(nameof(Standards))]
    public void Every_constraint_forbids_the_cycle_before_and_the_longest_allows_its_own(string name)
    {
        foreach (var standard in new[] { DramStandardCatalog.Get(name), DramStandardCatalog.Get(name) with { Ranks = 2, RankReadToWrite = 0 } })
        {
            Assert.NotEmpty(standard.Constraints);
            foreach (var rule in standard.Constraints)
            {
                Assert.Contains("breaks", Early(standard, rule, First + rule.Cycles - 1), StringComparison.Ordinal);
                var longest = standard.Constraints
                    .Where(r => r.Previous == rule.Previous && r.Next == rule.Next && r.Window <= rule.Window).Max(r => r.Cycles);
                Assert.DoesNotContain("breaks", Early(standard, rule, First + longest) ?? "", StringComparison.Ordinal);
            }
        }
    }

    private static string? Early(DramStandard s, DramConstraint rule, long cycle)
    {
        var rules = new CommandRules(s);
        for (var n = 0; n < rule.Window; n++) rules.Issue(Place(s, rule.Previous, First, 0, 0, 0));
        var ranks = s.Ranks > 1;
        var groups = s.BankGroups > 1;
        var banks = s.BanksPerGroup > 1;
        var next = rule.Scope switch
        {
            DramScope.Bank => Place(s, rule.Next, cycle, 0, 0, 0),
            DramScope.BankGroup => Place(s, rule.Next, cycle, 0, 0, banks ? 1 : 0),
            DramScope.Rank => Place(s, rule.Next, cycle, 0, groups ? 1 : 0, groups ? 0 : 1),
            DramScope.OtherRank or DramScope.PseudoChannel => Place(s, rule.Next, cycle, ranks ? 1 : 0, groups ? 1 : 0, 0),
            _ => Place(s, rule.Next, cycle, s.TotalRanks - 1, 0, 0),
        };
        return rules.Violation(next);
    }

    private static DramCommand Place(DramStandard s, DramCommandKind kind, long cycle, int rank, int group, int bank) =>
        kind is DramCommandKind.PrechargeAll or DramCommandKind.RefreshAll
            ? new(cycle, kind, rank, -1, -1, -1, -1)
            : new(cycle, kind, rank, group, Math.Min(bank, s.BanksPerGroup - 1), 0, 0);
}
