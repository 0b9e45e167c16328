using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using static ActorSim.Dram.Standards.DramCommandKind;

namespace ActorSim.Tests.Laws.Dram;

/// <summary>
/// A channel of any standard and policy, stepped cycle by cycle over flat lists: every waiting request's next command is derived and checked
/// against the whole constraint table in every cycle. The reference that the event-driven channel must equal.
/// </summary>
public sealed class NaiveController(DramStandard s, DramControllerSpec spec)
{
    private readonly CommandRules _rules = new(s);
    private readonly IAddressMap _map = AddressMapCatalog.Create(spec.AddressMap, s);
    private readonly Queue<Arrival> _front = new();
    private readonly List<NaiveRequest> _reads = [], _writes = [], _active = [];
    private readonly Queue<(int Rank, int Bank)> _refreshes = new();
    private readonly Queue<(long Ready, int Tag)> _data = new();
    private readonly Queue<int> _answers = new();
    private readonly long[] _lastUse = new long[s.Banks];
    private readonly int[] _columns = new int[s.Banks];
    private bool _writeMode;

    public List<DramCommand> Commands { get; } = [];

    public List<(long Cycle, int Tag)> Completions { get; } = [];

    public int Hits { get; private set; }

    public int Misses { get; private set; }

    public int Conflicts { get; private set; }

    public int Forwarded { get; private set; }

    public int Coalesced { get; private set; }

    public long OccupancyCycles { get; private set; }

    public long StandbyCycles { get; private set; }

    public bool Drained => _front.Count + _reads.Count + _writes.Count + _active.Count + _data.Count + _answers.Count == 0;

    public void Enqueue(in Arrival arrival) => _front.Enqueue(arrival);

    public void Step(long cycle)
    {
        for (var n = 0; n < spec.OffersPerCycle && _front.Count > 0 && _front.Peek().Cycle < cycle && Offer(cycle, _front.Peek()); n++)
            _front.Dequeue();
        OccupancyCycles += _reads.Count + _writes.Count;
        for (; _data.Count > 0 && _data.Peek().Ready <= cycle; _data.Dequeue()) _answers.Enqueue(_data.Peek().Tag);
        RefreshTimer(cycle);
        if (s.Bus == CommandBus.Single)
        {
            Slot(cycle, _ => true);
        }
        else
        {
            Slot(cycle, kind => kind is Read or Write);
            Slot(cycle, kind => kind is not (Read or Write));
        }

        for (var rank = 0; rank < s.TotalRanks; rank++) StandbyCycles += _rules.AnyOpen(rank) ? 1 : 0;
        while (_answers.TryDequeue(out var tag))
        {
            Completions.Add((cycle, tag));
            if (spec.OneAnswerPerCycle) break;
        }
    }

    private bool Offer(long cycle, in Arrival a)
    {
        var address = a.Address;
        if (_writes.Exists(w => w.Arrival.Address == address))
        {
            if (a.IsWrite) _answers.Enqueue(a.Tag);
            else _data.Enqueue((cycle, a.Tag));
            if (a.IsWrite) Coalesced++;
            else Forwarded++;
            return true;
        }

        var buffer = a.IsWrite ? _writes : _reads;
        if (buffer.Count == (a.IsWrite ? spec.WriteBufferEntries : spec.ReadBufferEntries)) return false;
        buffer.Add(new NaiveRequest(a, cycle, _map.Decode(address), s));
        return true;
    }

    // The rules of docs and README, written out per policy name.
    private void RefreshTimer(long cycle)
    {
        var time = cycle + 1;
        for (var rank = 0; rank < s.TotalRanks; rank++)
        {
            // Rank r of R at (n + (r + 1) / R) x nREFI, rounded down: the n-th multiple of nREFI / R that belongs to it.
            var share = time * s.TotalRanks / s.Refi;
            var staggered = false;
            for (var m = Math.Max(1, share - 1); m <= share + 1; m++)
                staggered |= m * s.Refi / s.TotalRanks == time && (m - 1) % s.TotalRanks == rank;
            if (spec.Refresh == "all-bank" ? time % s.Refi == 0 : spec.Refresh == "all-bank-staggered" && staggered) _refreshes.Enqueue((rank, -1));
        }

        if (spec.Refresh != "per-bank" || time % s.BankRefreshInterval != 0) return;
        var bank = (int)((time / s.BankRefreshInterval - 1) % s.Banks);
        _refreshes.Enqueue((bank / (s.Banks / s.TotalRanks), bank));
    }

    private void Slot(long cycle, Predicate<DramCommandKind> fits)
    {
        if (fits(Read) && _active.Find(r => Legal(r, cycle)) is { } active)
        {
            Issue(active, cycle);
            return;
        }

        if (_refreshes.Count > 0)
        {
            if (fits(RefreshAll)) RefreshStep(cycle);
            return;
        }

        var buffer = CurrentBuffer();
        if (Candidate(buffer, cycle, fits) is { } best) Issue(best, cycle);
        else if (spec.RowPolicy != "open" && fits(Precharge)) CloseOne(cycle);
    }

    private NaiveRequest? Candidate(List<NaiveRequest> buffer, long cycle, Predicate<DramCommandKind> fits)
    {
        if (spec.Scheduler == "fcfs" && _active.Count > 0) return null;
        foreach (var request in spec.Scheduler == "fcfs" ? buffer.Take(1) : buffer)
        {
            var kind = Next(request);
            if (!fits(kind) || (kind == Precharge && (ActiveIn(request.Place.Bank) || Protected(request, buffer)))) continue;
            if (Legal(request, cycle)) return request;
        }

        return null;
    }

    private bool Protected(NaiveRequest request, List<NaiveRequest> buffer) => spec.Scheduler == "fr-fcfs-row-hit"
        && (spec.RowHitCap == 0 || _columns[request.Place.Bank] < spec.RowHitCap)
        && buffer.Exists(r => r.Place.Bank == request.Place.Bank && Next(r) is Read or Write && r.Accepted <= request.Accepted);

    private bool ActiveIn(int bank) => _active.Exists(r => r.Place.Bank == bank);

    private void CloseOne(long cycle)
    {
        for (var bank = 0; bank < s.Banks; bank++)
        {
            var row = _rules.OpenRow(bank);
            if (row < 0 || ActiveIn(bank) || _reads.Concat(_writes).Any(r => r.Place.Bank == bank && r.Place.Row == row)) continue;
            if (spec.RowPolicy == "timeout" && cycle < _lastUse[bank] + spec.RowTimeoutCycles) continue;
            var close = new DramCommand(
                cycle, Precharge, bank / s.BanksPerGroup / s.BankGroups, bank / s.BanksPerGroup % s.BankGroups, bank % s.BanksPerGroup, -1, -1);
            if (_rules.Violation(close) is not null) continue;
            Emit(close);
            return;
        }
    }

    private void RefreshStep(long cycle)
    {
        var (rank, bank) = _refreshes.Peek();
        DramCommand command;
        if (bank < 0)
        {
            command = new(cycle, _rules.AnyOpen(rank) ? PrechargeAll : RefreshAll, rank, -1, -1, -1, -1);
            if (command.Kind == PrechargeAll && _active.Exists(r => r.Rank == rank)) return;
        }
        else
        {
            var kind = _rules.OpenRow(bank) >= 0 ? Precharge : RefreshBank;
            command = new(cycle, kind, rank, bank / s.BanksPerGroup % s.BankGroups, bank % s.BanksPerGroup, -1, -1);
            if (kind == Precharge && ActiveIn(bank)) return;
        }

        if (_rules.Violation(command) is not null) return;
        Emit(command);
        if (command.Kind is RefreshAll or RefreshBank) _refreshes.Dequeue();
    }

    private List<NaiveRequest> CurrentBuffer()
    {
        if (!_writeMode) _writeMode = _writes.Count * 100 > spec.DrainHighPercent * spec.WriteBufferEntries || _reads.Count == 0;
        else _writeMode = !(_writes.Count * 100 < spec.DrainLowPercent * spec.WriteBufferEntries && _reads.Count != 0);
        return _writeMode ? _writes : _reads;
    }

    private DramCommandKind Next(NaiveRequest r)
    {
        var open = _rules.OpenRow(r.Place.Bank);
        if (open == r.Place.Row) return r.Arrival.IsWrite ? Write : Read;
        return open == -1 ? Activate : Precharge;
    }

    private bool Legal(NaiveRequest r, long cycle) => _rules.Violation(r.Command(cycle, Next(r))) is null;

    private void Issue(NaiveRequest request, long cycle)
    {
        var command = request.Command(cycle, Next(request));
        if (!request.Classified) Classify(command.Kind);
        request.Classified = true;
        Emit(command);
        if (command.Kind == Precharge) return;
        if (!_active.Remove(request)) (request.Arrival.IsWrite ? _writes : _reads).Remove(request);
        _lastUse[request.Place.Bank] = cycle;
        _columns[request.Place.Bank] = command.Kind == Activate ? 0 : _columns[request.Place.Bank] + 1;
        if (command.Kind == Activate) AddActive(request);
        else if (command.Kind == Write) _answers.Enqueue(request.Arrival.Tag);
        else _data.Enqueue((cycle + s.ReadLatency, request.Arrival.Tag));
    }

    private void AddActive(NaiveRequest request)
    {
        var at = _active.FindIndex(r => r.Accepted > request.Accepted);
        _active.Insert(at < 0 ? _active.Count : at, request);
    }

    private void Classify(DramCommandKind first)
    {
        if (first == Activate) Misses++;
        else if (first == Precharge) Conflicts++;
        else Hits++;
    }

    private void Emit(in DramCommand command)
    {
        _rules.Issue(command);
        Commands.Add(command);
    }
}
