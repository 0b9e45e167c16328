using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using static ActorSim.Dram.Standards.DramCommandKind;

namespace ActorSim.Tests.Laws.Dram;

/// <summary>
/// The same channel, stepped cycle by cycle over flat lists: every waiting request's next command is derived and checked against
/// the whole constraint table in every cycle. The reference that the event-driven channel must equal.
/// </summary>
public sealed class NaiveHbmController(DramStandard s, HbmControllerSpec spec, IAddressMap map)
{
    private readonly TimingRules _rules = new(s);
    private readonly Queue<Arrival> _front = new();
    private readonly List<Request> _reads = [], _writes = [], _active = [];
    private readonly Queue<int> _refreshes = new();
    private readonly Queue<(long Ready, int Tag)> _data = new();
    private readonly Queue<int> _answers = new();
    private bool _writeMode;

    public List<DramCommand> Commands { get; } = [];

    public List<(long Cycle, int Tag)> Completions { get; } = [];

    public long OccupancyCycles { get; private set; }

    public int Hits { get; private set; }

    public int Misses { get; private set; }

    public int Conflicts { get; private set; }

    public int Forwarded { get; private set; }

    public int Coalesced { get; private set; }

    public bool Drained => _front.Count + _reads.Count + _writes.Count + _active.Count + _data.Count + _answers.Count == 0;

    public void Enqueue(in Arrival arrival) => _front.Enqueue(arrival);

    public void Step(long cycle)
    {
        for (var n = 0; n < spec.OffersPerCycle && _front.Count > 0 && _front.Peek().Cycle < cycle && Offer(cycle, _front.Peek()); n++)
            _front.Dequeue();
        OccupancyCycles += _reads.Count + _writes.Count;
        for (; _data.Count > 0 && _data.Peek().Ready <= cycle; _data.Dequeue()) _answers.Enqueue(_data.Peek().Tag);
        if (spec.Refresh && (cycle + 1) % s.Refi == 0)
            for (var pc = 0; pc < s.PseudoChannels; pc++) _refreshes.Enqueue(pc);
        ColumnSlot(cycle);
        RowSlot(cycle);
        if (_answers.TryDequeue(out var tag)) Completions.Add((cycle, tag));
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
        var place = map.Decode(address);
        buffer.Add(new Request(a, cycle, place, s));
        return true;
    }

    private void ColumnSlot(long cycle)
    {
        var best = OldestReady(_active, cycle, column: true);
        if (best is null && _refreshes.Count == 0) best = OldestReady(CurrentBuffer(), cycle, column: true);
        if (best is not null) Issue(best, cycle);
    }

    private void RowSlot(long cycle)
    {
        if (_refreshes.Count == 0)
        {
            var best = OldestReady(CurrentBuffer(), cycle, column: false);
            if (best is not null) Issue(best, cycle);
            return;
        }

        var pc = _refreshes.Peek();
        var command = new DramCommand(cycle, _rules.AnyOpen(pc) ? PrechargeAll : RefreshAll, pc, -1, -1, -1, -1);
        if (_rules.Violation(command) is not null) return;
        if (command.Kind == PrechargeAll && _active.Exists(r => r.Pc == pc)) return;
        Emit(command);
        if (command.Kind == RefreshAll) _refreshes.Dequeue();
    }

    private List<Request> CurrentBuffer()
    {
        if (!_writeMode) _writeMode = _writes.Count * 100 > spec.DrainHighPercent * spec.WriteBufferEntries || _reads.Count == 0;
        else _writeMode = !(_writes.Count * 100 < spec.DrainLowPercent * spec.WriteBufferEntries && _reads.Count != 0);
        return _writeMode ? _writes : _reads;
    }

    private Request? OldestReady(List<Request> buffer, long cycle, bool column)
    {
        foreach (var request in buffer)
        {
            var command = Next(request, cycle);
            if (command.Kind is Read or Write != column) continue;
            if (command.Kind == Precharge && _active.Exists(r => r.SameBank(request))) continue;
            if (_rules.Violation(command) is null) return request;
        }

        return null;
    }

    private DramCommand Next(Request r, long cycle)
    {
        var open = _rules.OpenRow(r.Pc, r.Group, r.Bank);
        if (open == r.Place.Row)
            return new(cycle, r.Arrival.IsWrite ? Write : Read, r.Pc, r.Group, r.Bank, r.Place.Row, r.Place.Column);
        return open == -1
            ? new(cycle, Activate, r.Pc, r.Group, r.Bank, r.Place.Row, -1)
            : new(cycle, Precharge, r.Pc, r.Group, r.Bank, -1, -1);
    }

    private void Issue(Request request, long cycle)
    {
        var command = Next(request, cycle);
        if (!request.Classified) Classify(command.Kind);
        request.Classified = true;
        Emit(command);
        var buffer = request.Arrival.IsWrite ? _writes : _reads;
        if (command.Kind == Precharge) return;
        if (!_active.Remove(request)) buffer.Remove(request);
        if (command.Kind == Activate) AddActive(request);
        else if (command.Kind == Write) _answers.Enqueue(request.Arrival.Tag);
        else _data.Enqueue((cycle + s.Cl + s.BurstCycles, request.Arrival.Tag));
    }

    // By the cycle of their acceptance; of equals the one whose ACT came first is the older one.
    private void AddActive(Request request)
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

    private sealed class Request(Arrival arrival, long accepted, DramLocation place, DramStandard s)
    {
        public Arrival Arrival { get; } = arrival;

        public long Accepted { get; } = accepted;

        public DramLocation Place { get; } = place;

        public bool Classified { get; set; }

        public int Bank => Place.Bank % s.BanksPerGroup;

        public int Group => Place.Bank / s.BanksPerGroup % s.BankGroups;

        public int Pc => Place.Bank / s.BanksPerGroup / s.BankGroups;

        public bool SameBank(Request other) => Place.Bank == other.Place.Bank;
    }
}
