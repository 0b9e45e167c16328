using System.Runtime.InteropServices;

namespace ActorSim.Kernel;

/// <summary>
/// A unit's state machine as the protocol sees it: it handles events in <see cref="EventKey"/> order, schedules events for itself and
/// sends events over its output links. It knows neither threads nor synchronizers.
/// </summary>
public abstract class LogicalProcess
{
    private readonly List<Link> _inputs = [];
    private readonly List<Link> _outputs = [];
    private ulong _sequence;
    private IExecutor? _executor;

    protected LogicalProcess(string name) => Name = name;

    public string Name { get; }

    /// <summary>Place in the topology, in declaration order; -1 before it belongs to one.</summary>
    public int Index { get; internal set; } = -1;

    /// <summary>Processes of one group stay on one worker (a core and its units). Chosen by the topology's author.</summary>
    public int Group { get; internal set; }

    public IReadOnlyList<Link> Inputs => _inputs;

    public IReadOnlyList<Link> Outputs => _outputs;

    /// <summary>Time of the event being handled. Never falls.</summary>
    public SimTime Now { get; private set; }

    /// <summary>No event that this process has not seen yet and has not scheduled itself can have an earlier time: work may be done
    /// ahead up to here (exclusive). Always later than <see cref="Now"/>. Answers to requests that are sent after asking do not
    /// count.</summary>
    public SimTime Horizon => Executor.HorizonOf(this);

    /// <summary><see cref="Inputs"/>, walked without an enumerator.</summary>
    internal ReadOnlySpan<Link> InputSpan => CollectionsMarshal.AsSpan(_inputs);

    internal IExecutor Executor => _executor ?? throw new InvalidOperationException($"'{Name}' is not part of a running simulation");

    /// <summary>Schedules the first events. Called once, at time 0, before any event is handled.</summary>
    public virtual void Start()
    {
    }

    /// <summary>Handles one event. Results may depend on events handled before, never on <see cref="Horizon"/>.</summary>
    protected abstract void Handle(in SimEvent e);

    /// <summary>
    /// Called once for every event that arrives over a link, as soon as it is known and before its time, in the order of sending per
    /// link. It may only record what the event carries (work for later times); it may not send, schedule or look at <see cref="Now"/>.
    /// All events before <see cref="HorizonOver"/> have been learned.
    /// </summary>
    protected internal virtual void Learn(in SimEvent e)
    {
    }

    /// <summary>
    /// A lower bound of the time of the next event on <paramref name="link"/>, given that this process's next local event is at
    /// <paramref name="nextEvent"/> and that no input arrives before <paramref name="nextInput"/>. The default is the textbook bound;
    /// a process that knows more overrides it. Must not fall while both arguments rise. Answers to requests that the process has not
    /// sent yet are covered by <paramref name="nextInput"/>.
    /// </summary>
    public virtual SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput) =>
        SimTime.Min(nextEvent, nextInput) + link.LookaheadTicks;

    /// <summary>
    /// A lower bound of the next event on <paramref name="link"/> from what this process and its neighbours hold now. Asked only where
    /// all processes run on one thread and none has anything left to do before <paramref name="now"/>; elsewhere promises carry the
    /// same knowledge.
    /// </summary>
    public virtual SimTime Outlook(Link link, SimTime now) => now;

    /// <summary>Whether one event of it is work enough (a microsecond or more) to be worth handing to another thread. Its links must all
    /// have lookahead.</summary>
    public virtual bool IsCoarseGrained => false;

    /// <summary>What this process waits for, for the message of a frozen or deadlocked run; null when it waits for nothing.</summary>
    public virtual string? DescribeWait() => null;

    /// <summary>
    /// As <see cref="Horizon"/> for some of the inputs, and for a process that records events in <see cref="Learn"/>: those that it has
    /// learned and not seen do not end it.
    /// </summary>
    protected SimTime HorizonOver(ReadOnlySpan<Link> inputs)
    {
        var horizon = SimTime.Never;
        var executor = Executor;
        foreach (var link in inputs)
        {
            horizon = SimTime.Min(horizon, executor.ClockOf(link));
        }

        return horizon;
    }

    /// <summary>As <see cref="HorizonOver"/>, and true for answers to requests that this process has yet to send. Where that is not known it is
    /// the least that is always true.</summary>
    protected SimTime PromisedOver(ReadOnlySpan<Link> inputs)
    {
        var horizon = SimTime.Never;
        var executor = Executor;
        foreach (var link in inputs)
        {
            horizon = SimTime.Min(horizon, executor.PromiseOf(link));
        }

        return horizon;
    }

    /// <summary><see cref="HorizonOver"/> all inputs.</summary>
    protected SimTime HorizonOverAll() => HorizonOver(InputSpan);

    /// <summary>Schedules an event of this process for itself at <paramref name="time"/> (not before <see cref="Now"/>).</summary>
    protected void Schedule(SimTime time, int priority, int kind, long data = 0)
    {
        if (time < Now || time.IsNever)
        {
            throw new SynchronizationException(time.IsNever
                ? $"'{Name}' at {Now} schedules an event beyond the range of time"
                : $"'{Name}' schedules an event at {time}, before its present {Now}");
        }

        var e = new SimEvent
        {
            Ticks = time.Ticks,
            Order = EventKey.Pack(priority, 0, _sequence++),
            Target = Index,
            Kind = kind,
            Data = data,
        };
        Executor.ScheduleLocal(this, in e);
    }

    internal void Attach(IExecutor executor) => _executor = executor;

    internal void AddInput(Link link) => _inputs.Add(link);

    internal void AddOutput(Link link) => _outputs.Add(link);

    /// <summary>Runs the event: the only door through which synchronizers let time pass here.</summary>
    internal void Dispatch(in SimEvent e)
    {
        if (e.Ticks < Now.Ticks)
        {
            throw new SynchronizationException($"'{Name}' at {Now} received an event of its past, {e.Time}");
        }

        Now = new SimTime(e.Ticks);
        Handle(in e);
    }
}
