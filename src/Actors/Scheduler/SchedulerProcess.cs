using ActorSim.Actors.Core;
using ActorSim.Kernel;

namespace ActorSim.Actors.Scheduler;

/// <summary>
/// Hands work-items to cores. Every core has two slots. Each cycle has a pass per slot over the cores in index order: a slot that is
/// empty or whose work-item was handed out takes the core's next work-item, to be handed out from the next cycle on; a work-item that
/// its core accepts is handed out, and that ends the pass for the whole machine. Cycles in which nothing can change are skipped.
/// </summary>
public sealed class SchedulerProcess : LogicalProcess
{
    private const int Slots = 2;
    private readonly CoreSpec _core;
    private readonly Clock _clock;
    private readonly IWorkSource _source;
    private readonly AssignedWorkItem?[] _slots;
    private readonly int[] _resident;
    private readonly CoreRoom[] _room;
    private readonly int[] _retiresKnown;
    private readonly int _cores;
    private readonly PendingTimes _pending = new();
    private Link[] _toCores = [];
    private Link[] _fromCores = [];
    private SimTime _retirementAskedAt = SimTime.Never;
    private SimTime _retirement;
    private long _dispatchAt = -1;
    private long _dispatchedAt = -1;
    private long _arrivalAt = -1;

    public SchedulerProcess(string name, int cores, CoreSpec core, Clock clock, IWorkSource source)
        : base(name)
    {
        _cores = cores;
        _core = core;
        _clock = clock;
        _source = source;
        _slots = new AssignedWorkItem?[cores * Slots];
        _resident = new int[cores];
        _room = new CoreRoom[cores];
        _retiresKnown = new int[cores];
    }

    public SchedulerStats Stats { get; } = new();

    /// <summary>All work has been handed out and has retired.</summary>
    public bool IsDone => Stats.WorkItemsHandedOut == Stats.WorkItemsRetired && Array.TrueForAll(_slots, s => s is null) && !_source.HasWork;

    public void Wire(Link[] toCores, Link[] fromCores)
    {
        _toCores = toCores;
        _fromCores = fromCores;
    }

    /// <summary>Nothing comes to a core that is full before it has retired something, and nothing at all if no work is left for it.</summary>
    public override SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput) =>
        MayHear(CoreOf(link)) ? base.EarliestOutput(link, nextEvent, nextInput) : SimTime.Never;

    /// <summary>Work is handed out when it was planned to be looked for, or after a core has retired some. Nothing comes to a core that is
    /// full, unless a retirement of it is on its way here.</summary>
    public override SimTime Outlook(Link link, SimTime now)
    {
        if (!MayHear(CoreOf(link)))
        {
            return SimTime.Never;
        }

        // The retirement is the same for all cores, which ask in turn.
        if (now != _retirementAskedAt)
        {
            _retirementAskedAt = now;
            _retirement = NextRetirement(now);
        }

        return SimTime.Min(new SimTime(_pending.Next), _retirement) + link.LookaheadTicks;
    }

    public override void Start() => ScheduleDispatch(0);

    public override string? DescribeWait() => IsDone ? null : $"{Name}: {_source.DescribeWait()}";

    protected override void Learn(in SimEvent e)
    {
        _pending.Add(e.Ticks);
        _retiresKnown[(int)e.Data]++;
    }

    protected override void Handle(in SimEvent e)
    {
        _pending.RemoveNext();

        // Half a cycle before the edge; the first dispatch is at time 0 itself.
        var cycle = _clock.FirstAtOrAfter(Now);
        if (e.Kind == SchedulerMessages.Retired)
        {
            _resident[(int)e.Data]--;
            _room[(int)e.Data].Remove((AssignedWorkItem)e.Body!);
            _retiresKnown[(int)e.Data]--;
            Stats.WorkItemsRetired++;
            _source.OnRetired((AssignedWorkItem)e.Body!, cycle);
            ScheduleDispatch(cycle);
        }
        else
        {
            OnDispatch(cycle);
        }
    }

    private SimTime NextRetirement(SimTime now)
    {
        var next = SimTime.Never;
        foreach (var link in _fromCores)
        {
            next = SimTime.Min(next, link.Source.Outlook(link, now));
        }

        return next;
    }

    private void OnDispatch(long cycle)
    {
        if (cycle == _dispatchedAt)
        {
            return;
        }

        _dispatchedAt = cycle;
        Stats.DispatchCycles++;
        var changed = Pass(0, cycle);
        changed |= Pass(1, cycle);
        if (changed)
        {
            ScheduleDispatch(cycle + 1);
        }
        else if (_source.NextArrival(cycle) is var arrival and < long.MaxValue && arrival != _arrivalAt)
        {
            // Once: retirements until then would each ask for the same cycle again.
            _arrivalAt = arrival;
            ScheduleDispatch(arrival);
        }
    }

    private bool Pass(int slot, long cycle)
    {
        var changed = false;
        for (var c = 0; c < _cores; c++)
        {
            ref var held = ref _slots[(c * Slots) + slot];
            if (held is null)
            {
                if (_source.TryTake(c, cycle, out var item))
                {
                    held = item;
                    changed = true;
                }
            }
            else if (Accepts(c, held))
            {
                HandOut(c, held, cycle);
                held = null;
                return true;
            }
        }

        return changed;
    }

    private bool MayHear(int core) => _retiresKnown[core] > 0 || MayServe(core);

    private static int CoreOf(Link link) => ((CoreProcess)link.Target).Core;

    // False if nothing can be handed to the core before it retires a work-item.
    private bool MayServe(int core)
    {
        if (_resident[core] == Slots)
        {
            return false;
        }

        var empty = false;
        for (var s = 0; s < Slots; s++)
        {
            var held = _slots[(core * Slots) + s];
            if (held is not null && Accepts(core, held))
            {
                return true;
            }

            empty |= held is null;
        }

        return empty && _source.MayHaveWorkFor(core);
    }

    private bool Accepts(int core, AssignedWorkItem item) =>
        _resident[core] == 0 || (_resident[core] < Slots && _room[core].Admits(item, _core.SpadBytes));

    private void HandOut(int core, AssignedWorkItem item, long cycle)
    {
        _resident[core]++;
        _room[core].Add(item);
        Stats.WorkItemsHandedOut++;
        _toCores[core].Send(_clock.At(cycle), CoreMessages.WorkItemPriority, CoreMessages.WorkItem, 0, item);
    }

    private void ScheduleDispatch(long cycle)
    {
        if (_dispatchAt != cycle)
        {
            _dispatchAt = cycle;
            var time = new SimTime(Math.Max(_clock.At(cycle).Ticks - 1, Now.Ticks));
            _pending.Add(time.Ticks);
            Schedule(time, SchedulerMessages.DispatchPriority, SchedulerMessages.Dispatch);
        }
    }
}
