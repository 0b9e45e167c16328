using ActorSim.Dram.Standards;
using static ActorSim.Dram.Standards.DramCommandKind;
using static ActorSim.Tests.Laws.Dram.RuleScope;

namespace ActorSim.Tests.Laws.Dram;

/// <summary>The constraint table of HBM2 as a flat list, and the legality of a command given those so far. Slow on purpose.</summary>
public sealed class TimingRules
{
    private readonly DramStandard _s;
    private readonly List<long>?[] _history = new List<long>?[4 * 6 * 64];
    private readonly TimingRule[][] _rulesOf;
    private readonly int[] _openRows;

    public TimingRules(DramStandard s)
    {
        _s = s;
        var table = Table(s).ToArray();
        _rulesOf = Enum.GetValues<DramCommandKind>().Select(k => table.Where(r => r.Next == k).ToArray()).ToArray();
        _openRows = new int[s.PseudoChannels * s.BankGroups * s.BanksPerGroup];
        Array.Fill(_openRows, -1);
    }

    public static IEnumerable<TimingRule> Table(DramStandard s)
    {
        var act = s.ActivateCommandCycles - 1;
        foreach (var row in new[] { Activate, Precharge, PrechargeAll, RefreshAll })
            yield return new(RuleScope.Channel, Activate, row, s.ActivateCommandCycles);
        foreach (var column in new[] { Read, Write })
        {
            yield return new(PseudoChannel, column, column, s.BurstCycles);
            yield return new(PseudoChannel, column, column, s.CcdS);
            yield return new(RuleScope.BankGroup, column, column, s.CcdL);
        }

        yield return new(PseudoChannel, Read, Write, s.Cl + s.BurstCycles + s.TurnaroundCycles - s.Cwl);
        yield return new(PseudoChannel, Write, Read, s.Cwl + s.BurstCycles + s.WtrS);
        yield return new(RuleScope.BankGroup, Write, Read, s.Cwl + s.BurstCycles + s.WtrL);
        yield return new(PseudoChannel, Read, PrechargeAll, s.Rtp);
        yield return new(PseudoChannel, Write, PrechargeAll, s.Cwl + s.BurstCycles + s.Wr);
        yield return new(PseudoChannel, Activate, Activate, s.RrdS);
        yield return new(RuleScope.BankGroup, Activate, Activate, s.RrdL);
        yield return new(PseudoChannel, Activate, Activate, s.Faw, 4);
        yield return new(PseudoChannel, Activate, PrechargeAll, s.Ras + act);
        yield return new(PseudoChannel, PrechargeAll, Activate, s.Rp - act);
        yield return new(PseudoChannel, Activate, RefreshAll, s.Rc + act);
        yield return new(PseudoChannel, Precharge, RefreshAll, s.Rp);
        yield return new(PseudoChannel, PrechargeAll, RefreshAll, s.Rp);
        yield return new(PseudoChannel, RefreshAll, Activate, s.Rfc - act);
        yield return new(PseudoChannel, RefreshAll, PrechargeAll, s.Rfc);
        yield return new(RuleScope.Bank, Activate, Activate, s.Rc);
        yield return new(RuleScope.Bank, Activate, Read, s.RcdRead + act);
        yield return new(RuleScope.Bank, Activate, Write, s.RcdWrite + act);
        yield return new(RuleScope.Bank, Activate, Precharge, s.Ras + act);
        yield return new(RuleScope.Bank, Precharge, Activate, s.Rp - act);
        yield return new(RuleScope.Bank, Read, Precharge, s.Rtp);
        yield return new(RuleScope.Bank, Write, Precharge, s.Cwl + s.BurstCycles + s.Wr);
    }

    public int OpenRow(int pc, int group, int bank) => _openRows[((pc * _s.BankGroups) + group) * _s.BanksPerGroup + bank];

    public bool AnyOpen(int pc) =>
        _openRows.AsSpan(pc * _s.BankGroups * _s.BanksPerGroup, _s.BankGroups * _s.BanksPerGroup).ContainsAnyExcept(-1);

    /// <summary>The first rule that <paramref name="c"/> breaks, or null.</summary>
    public string? Violation(in DramCommand c)
    {
        foreach (var rule in _rulesOf[(int)c.Kind])
        {
            var past = _history[Key(rule.Scope, rule.Previous, c)];
            if (past is not null && past.Count >= rule.Window && c.Cycle < past[^rule.Window] + rule.Cycles) return $"{c} breaks {rule}";
        }

        return StateViolation(c);
    }

    public void Issue(in DramCommand c)
    {
        for (var scope = RuleScope.Channel; scope <= RuleScope.Bank; scope++)
        {
            if ((scope == RuleScope.Bank && c.Bank < 0) || (scope == RuleScope.BankGroup && c.BankGroup < 0)) continue;
            var past = _history[Key(scope, c.Kind, c)] ??= [];
            past.Add(c.Cycle);
            if (past.Count > 8) past.RemoveAt(0);
        }

        var banks = _s.BankGroups * _s.BanksPerGroup;
        if (c.Kind is Activate) _openRows[Flat(c)] = c.Row;
        if (c.Kind is Precharge) _openRows[Flat(c)] = -1;
        if (c.Kind is PrechargeAll) Array.Fill(_openRows, -1, c.Rank * banks, banks);
    }

    private int Key(RuleScope scope, DramCommandKind kind, in DramCommand c)
    {
        var node = scope switch
        {
            RuleScope.Channel => 0,
            PseudoChannel => c.Rank,
            RuleScope.BankGroup => c.Rank * _s.BankGroups + c.BankGroup,
            _ => Flat(c),
        };
        return ((int)scope * 6 + (int)kind) * 64 + node;
    }

    private string? StateViolation(in DramCommand c) => c.Kind switch
    {
        Read or Write when _openRows[Flat(c)] != c.Row => $"{c}: open row is {_openRows[Flat(c)]}",
        Activate when _openRows[Flat(c)] != -1 => $"{c}: bank is open",
        RefreshAll when AnyOpen(c.Rank) => $"{c}: a bank is open",
        _ => null,
    };

    private int Flat(in DramCommand c) => ((c.Rank * _s.BankGroups) + c.BankGroup) * _s.BanksPerGroup + c.Bank;
}
