using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace MyUnit;

/// <summary>
/// A vector unit that is switched off when it has been idle for longer than a limit. An operation that finds it off has it woken, and begins when
/// the switch says so; what comes meanwhile waits behind it. When it is on it is the pipeline of the machine's own unit: with cost c and
/// overlap o an operation that may begin at t ends at t + c, or at f + c - min(f - t, o) if the one before ends at f, later than t.
/// </summary>
/// <param name="name">Path of its actor.</param>
/// <param name="clock">The core's clock.</param>
/// <param name="idleLimit">Idle cycles after which it is off, at least 0.</param>
public sealed class PowerGatedUnit(string name, Clock clock, long idleLimit) : OperationUnit(name, clock)
{
    private readonly Queue<(InstructionHandle Handle, long Cycles, long Overlap)> _waiting = new();
    private Link<WakeUp> _toSwitch = null!;
    private long _lastFinish;

    /// <summary>Times that it was woken.</summary>
    public long WakeUps { get; private set; }

    /// <summary>Puts it, with a switch below it, into a seat of the machine: pass this to <see cref="UnitSeats.Vector"/>.</summary>
    /// <param name="idleLimit">Idle cycles after which it is off.</param>
    /// <param name="wakeCycles">Cycles that waking takes, at least 1.</param>
    public static Func<UnitSeat, OperationUnit> Seat(long idleLimit, long wakeCycles) => seat =>
    {
        var unit = seat.Add(new PowerGatedUnit(seat.Name, seat.Clock, idleLimit));
        unit.Connect(seat.Topology, seat.Add(new PowerSwitch(seat.Name + "/switch", seat.Clock, wakeCycles)));
        return unit;
    };

    /// <summary>Connects it with its switch, both ways.</summary>
    public void Connect(TopologyBuilder topology, PowerSwitch power)
    {
        // It hears of operations a tick after an edge and speaks at the next one: that is a period less a tick away.
        _toSwitch = topology.Connect<WakeUp>(this, power, Clock.PeriodTicks - 1);
        var awake = topology.Connect<Awake>(power, this, power.LeastDelayTicks);
        topology.Reactive(_toSwitch, awake);
        power.Wire(awake);
    }

    /// <inheritdoc/>
    public override void OnIssued(OperationIssued operation)
    {
        var issue = Clock.FirstAfter(Now);
        var isWaking = _waiting.Count > 0;
        if (!isWaking && issue - _lastFinish <= idleLimit)
        {
            Run(operation.Handle, operation.Cycles, operation.OverlapCycles, issue);
            return;
        }

        _waiting.Enqueue((operation.Handle, operation.Cycles, operation.OverlapCycles));
        if (!isWaking)
        {
            WakeUps++;
            _toSwitch.Send(new WakeUp(), Clock.At(issue), 0);
        }
    }

    /// <summary>The switch says that it is on.</summary>
    public void OnAwake()
    {
        var cycle = Clock.FirstAtOrAfter(Now);
        while (_waiting.TryDequeue(out var next))
        {
            Run(next.Handle, next.Cycles, next.Overlap, cycle);
        }
    }

    /// <inheritdoc/>
    public override string? DescribeWait() => _waiting.Count > 0 ? $"{Name}: {_waiting.Count} operation(s) wait for the switch" : null;

    /// <inheritdoc/>
    public override UnitActor CreateActor() => new PowerGatedUnitActor(this);

    private void Run(InstructionHandle handle, long cycles, long overlap, long begin)
    {
        var overlapped = Math.Clamp(_lastFinish - begin, 0, overlap);
        _lastFinish = Math.Max(_lastFinish, begin) + cycles - overlapped;
        Stats.Book(cycles - overlap, overlap - overlapped);
        ReportDone(handle, _lastFinish);
    }
}

/// <summary>The unit, hosted.</summary>
public sealed class PowerGatedUnitActor(PowerGatedUnit unit) : ComputeUnitActor(unit)
{
    /// <inheritdoc/>
    protected override void On(TimedMessage message)
    {
        if (message is Awake)
        {
            unit.OnAwake();
        }
        else
        {
            base.On(message);
        }
    }
}
