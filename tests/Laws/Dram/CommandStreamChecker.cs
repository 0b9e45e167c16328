using ActorSim.Dram.Standards;
using static ActorSim.Dram.Standards.DramCommandKind;

namespace ActorSim.Tests.Laws.Dram;

/// <summary>Checks a command stream against the constraint table, the bank states and the two command slots; knows no scheduler.</summary>
public static class CommandStreamChecker
{
    public static List<string> Violations(DramStandard standard, IEnumerable<DramCommand> commands)
    {
        var rules = new TimingRules(standard);
        var violations = new List<string>();
        long lastRow = -1, lastColumn = -1;
        foreach (var c in commands)
        {
            ref var last = ref c.Kind is Read or Write ? ref lastColumn : ref lastRow;
            if (c.Cycle <= last) violations.Add($"{c}: second command of its slot in cycle {last}");
            last = c.Cycle;
            if (rules.Violation(c) is { } violation) violations.Add(violation);
            rules.Issue(c);
        }

        return violations;
    }
}
