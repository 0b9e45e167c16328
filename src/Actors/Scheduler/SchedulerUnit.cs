using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Scheduler;

/// <summary>
/// Hands work-items to cores. Every core has two slots. Each cycle has a pass per slot over the cores in index order: a slot that is
/// empty or whose work-item was handed out takes the core's next work-item, to be handed out from the next cycle on; a work-item that
/// its core accepts is handed out, and that ends the pass for the whole machine. Cycles in which nothing can change are skipped.
/// </summary>
public sealed class SchedulerUnit : Unit
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
    private readonly MessagePool<DispatchDue> _dispatches = new(crossesGroups: false);
    private Link<WorkItemAssigned>[] _toCores = [];
    private Link<WorkItemRetired>[] _fromCores = [];
    private SimTime _retirementAskedAt = SimTime.Never;
    private SimTime _retirement;
    private long _dispatchAt = -1;
    private long _dispatchedAt = -1;
    private long _arrivalAt = -1;

    public SchedulerUnit(string name, int cores, CoreSpec core, Clock clock, IWorkSource source)
        : base(name)
    {
        _cores = cores;
        _core = core;
        _clock = clock;
        _source = source;
        _slots = new AssignedWorkItem?[cores * Slots];
        _resident = new int[cores];
        _room = new CoreRoom[cores];
        for (var c = 0; c < cores; c++)
        {
            _room[c] = new CoreRoom();
        }

        _retiresKnown = new int[cores];
    }

    public SchedulerStats Stats { get; } = new();

    /// <summary>All work has been handed out and has retired.</summary>
    public bool IsDone => Stats.WorkItemsHandedOut == Stats.WorkItemsRetired && Array.TrueForAll(_slots, s => s is null) && !_source.HasWork;

    public void Wire(Link<WorkItemAssigned>[] toCores, Link<WorkItemRetired>[] fromCores)
    {
        _toCores = toCores;
        _fromCores = fromCores;
        for (var c = 0; c < toCores.Length; c++)
        {
            if (CoreOf(toCores[c]) != c)
            {
                throw new ArgumentException($"'{Name}': the links to its cores must be declared one after the other", nameof(toCores));
            }
        }
    }

    /// <summary>Nothing comes to a core that is full before it has retired something, and nothing at all if no work is left for it.</summary>
    public override SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput) =>
        MayHear(CoreOf(link)) ? base.EarliestOutput(link, nextEvent, nextInput) : SimTime.Never;

    /// <summary>Work is handed out when it was planned to be looked for, or after a core has retired some. Nothing comes to a core that is
    /// full, unless a retirement of it is on its way here.</summary>
    public override SimTime Promise(Link link, SimTime now)
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

    /// <summary>A core has retired a work-item.</summary>
    public void OnRetired(WorkItemRetired retired)
    {
        var cycle = Begin();
        _resident[retired.Core]--;
        _room[retired.Core].Remove(retired);
        _retiresKnown[retired.Core]--;
        Stats.WorkItemsRetired++;
        _source.OnRetired(retired.Trace, retired.KernelId, retired.Index, cycle);
        ScheduleDispatch(cycle);
    }

    /// <summary>The dispatch passes of a cycle.</summary>
    public void OnDispatch() => Dispatch(Begin());

    /// <inheritdoc/>
    public override UnitActor CreateActor() => new SchedulerActor(this);

    /// <inheritdoc/>
    public override void Foresee(TimedMessage message)
    {
        _pending.Add(message.Time.Ticks);
        _retiresKnown[((WorkItemRetired)message).Core]++;
    }

    // Half a cycle before the edge; the first dispatch is at time 0 itself.
    private long Begin()
    {
        _pending.RemoveNext();
        return _clock.FirstAtOrAfter(Now);
    }

    private SimTime NextRetirement(SimTime now)
    {
        var next = SimTime.Never;
        foreach (var link in _fromCores)
        {
            next = SimTime.Min(next, PromiseOver(link, now));
        }

        return next;
    }

    private void Dispatch(long cycle)
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

    private int CoreOf(Link link) => link.Index - _toCores[0].Index;

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
        _resident[core] == 0 || (_resident[core] < Slots && _room[core].Admits(item, _core));

    private void HandOut(int core, AssignedWorkItem item, long cycle)
    {
        _resident[core]++;
        _room[core].Add(item);
        Stats.WorkItemsHandedOut++;
        _toCores[core].Send(new WorkItemAssigned { Item = item }, _clock.At(cycle), CorePriority.WorkItem);
    }

    private void ScheduleDispatch(long cycle)
    {
        if (_dispatchAt != cycle)
        {
            _dispatchAt = cycle;
            var time = new SimTime(Math.Max(_clock.At(cycle).Ticks - 1, Now.Ticks));
            _pending.Add(time.Ticks);
            Schedule(time, SchedulerPriority.Dispatch, _dispatches.Rent());
        }
    }
}
