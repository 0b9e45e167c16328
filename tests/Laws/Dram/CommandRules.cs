using ActorSim.Dram.Standards;
using static ActorSim.Dram.Standards.DramCommandKind;

namespace ActorSim.Tests.Laws.Dram;

/// <summary>Legality of a command given those so far: the constraint table of a standard read row by row, the open rows, the command slots and
/// the data buses. Knows no controller. Slow on purpose.</summary>
public sealed class CommandRules
{
    private const int History = 4;
    private readonly DramStandard _s;
    private readonly DramConstraint[][] _rulesOf;
    private readonly Dictionary<(DramScope, DramCommandKind, int), List<long>> _history = [];
    private readonly int[] _openRows;
    private readonly long[] _busyUntil;
    private long _lastRow = -1, _lastColumn = -1;

    public CommandRules(DramStandard s)
    {
        _s = s;
        _rulesOf = Enum.GetValues<DramCommandKind>().Select(k => s.Constraints.Where(r => r.Next == k).ToArray()).ToArray();
        _openRows = new int[s.Banks];
        _busyUntil = new long[s.PseudoChannels];
        Array.Fill(_openRows, -1);
    }

    public int OpenRow(int bank) => _openRows[bank];

    public bool AnyOpen(int rank) => BanksOf(rank).ContainsAnyExcept(-1);

    /// <summary>What the command breaks; null if it may be issued.</summary>
    public string? Violation(in DramCommand c) => TooEarly(c) ?? WrongState(c) ?? SlotTaken(c);

    /// <summary>Data that would meet other data on their bus; null if none.</summary>
    public string? DataClash(in DramCommand c)
    {
        if (c.Kind is not (Read or Write)) return null;
        var busy = _busyUntil[c.Rank / _s.Ranks];
        return FirstData(c) < busy ? $"{c}: its data meet other data on the bus" : null;
    }

    public void Issue(in DramCommand c)
    {
        foreach (var scope in Enum.GetValues<DramScope>())
        {
            if (scope == DramScope.OtherRank || NodeOf(scope, c) is not { } node) continue;
            if (!_history.TryGetValue((scope, c.Kind, node), out var past)) _history[(scope, c.Kind, node)] = past = [];
            past.Add(c.Cycle);
            if (past.Count > History) past.RemoveAt(0);
        }

        if (c.Kind == Activate) _openRows[Flat(c)] = c.Row;
        if (c.Kind == Precharge) _openRows[Flat(c)] = -1;
        if (c.Kind == PrechargeAll) BanksOf(c.Rank).Fill(-1);
        if (c.Kind is Read or Write) _busyUntil[c.Rank / _s.Ranks] = FirstData(c) + _s.BurstCycles;
        if (IsColumn(c.Kind)) _lastColumn = c.Cycle;
        else _lastRow = c.Cycle;
    }

    private long FirstData(in DramCommand c) => c.Cycle + (c.Kind == Read ? _s.Cl : _s.Cwl);

    private string? TooEarly(in DramCommand c)
    {
        foreach (var rule in _rulesOf[(int)c.Kind])
        {
            if (rule.Scope == DramScope.OtherRank)
            {
                for (var rank = c.Rank / _s.Ranks * _s.Ranks; rank < (c.Rank / _s.Ranks + 1) * _s.Ranks; rank++)
                    if (rank != c.Rank && Binds(rule, (DramScope.Rank, rule.Previous, rank), c)) return $"{c} breaks {rule}";
            }
            else if (NodeOf(rule.Scope, c) is { } node && Binds(rule, (rule.Scope, rule.Previous, node), c))
            {
                return $"{c} breaks {rule}";
            }
        }

        return null;
    }

    private bool Binds(DramConstraint rule, (DramScope, DramCommandKind, int) key, in DramCommand c) =>
        _history.TryGetValue(key, out var past) && past.Count >= rule.Window && c.Cycle < past[^rule.Window] + rule.Cycles;

    private string? WrongState(in DramCommand c) => c.Kind switch
    {
        Read or Write when _openRows[Flat(c)] != c.Row => $"{c}: open row is {_openRows[Flat(c)]}",
        Activate or RefreshBank when _openRows[Flat(c)] != -1 => $"{c}: bank is open",
        RefreshAll when AnyOpen(c.Rank) => $"{c}: a bank is open",
        _ => null,
    };

    private string? SlotTaken(in DramCommand c)
    {
        var last = _s.Bus == CommandBus.Single ? Math.Max(_lastRow, _lastColumn) : IsColumn(c.Kind) ? _lastColumn : _lastRow;
        return c.Cycle <= last ? $"{c}: second command of its slot in cycle {last}" : null;
    }

    private static bool IsColumn(DramCommandKind kind) => kind is Read or Write;

    private int? NodeOf(DramScope scope, in DramCommand c) => scope switch
    {
        DramScope.Channel => 0,
        DramScope.PseudoChannel => c.Rank / _s.Ranks,
        DramScope.Rank => c.Rank,
        DramScope.BankGroup => c.BankGroup < 0 ? null : c.Rank * _s.BankGroups + c.BankGroup,
        DramScope.Bank => c.Bank < 0 ? null : Flat(c),
        _ => null,
    };

    private Span<int> BanksOf(int rank) => _openRows.AsSpan(rank * (_s.Banks / _s.TotalRanks), _s.Banks / _s.TotalRanks);

    private int Flat(in DramCommand c) => ((c.Rank * _s.BankGroups) + c.BankGroup) * _s.BanksPerGroup + c.Bank;

    /// <summary>All that a stream breaks. Data may meet only if <paramref name="checksData"/> is false.</summary>
    public static List<string> Violations(DramStandard standard, IEnumerable<DramCommand> commands, bool checksData = true)
    {
        var rules = new CommandRules(standard);
        var violations = new List<string>();
        foreach (var c in commands)
        {
            if (rules.Violation(c) is { } violation) violations.Add(violation);
            if (checksData && rules.DataClash(c) is { } clash) violations.Add(clash);
            rules.Issue(c);
        }

        return violations;
    }
}
