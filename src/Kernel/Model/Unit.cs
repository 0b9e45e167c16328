using Akka.Actor;

namespace ActorSim.Kernel.Model;

/// <summary>
/// A unit's rules: its state, and what each message does to it. An actor is its host (<see cref="UnitActor"/>), hands it its messages in
/// <see cref="EventKey"/> order and sends what it puts on its links. It knows neither threads nor dispatchers, and a test can call it.
/// </summary>
public abstract class Unit
{
    private readonly List<Link> _inputs = [];
    private readonly List<Link> _outputs = [];
    private ulong _sequence;
    private IDriver? _driver;

    /// <param name="name">Path of its actor below the topology's root: "core-3/array-1".</param>
    protected Unit(string name) => Name = name;

    /// <summary>Path of its actor below the topology's root.</summary>
    public string Name { get; }

    /// <summary>Place in the topology, in declaration order; -1 before it belongs to one.</summary>
    public int Index { get; internal set; } = -1;

    /// <summary>Units of one group run on one thread at a time, in the order of their times (a core and its units). Chosen by the
    /// topology's author.</summary>
    public int Group { get; internal set; }

    /// <summary>Links of its own, by ordinal from 1. Links of a <see cref="LinkBundle"/> come after them and are not listed.</summary>
    public IReadOnlyList<Link> Inputs => _inputs;

    /// <summary>Links and fans that it sends over.</summary>
    public IReadOnlyList<Link> Outputs => _outputs;

    /// <summary>Time of the message being handled. Never falls.</summary>
    public SimTime Now { get; private set; }

    /// <summary>Messages handled so far.</summary>
    public long MessagesHandled { get; private set; }

    internal IDriver Driver => _driver ?? throw new InvalidOperationException($"'{Name}' is not part of a running simulation");

    /// <summary>Its actor; null before it is created.</summary>
    internal IActorRef? Address { get; private set; }

    /// <summary>The actor's cell, which the dispatcher invokes.</summary>
    internal ActorCell? Cell { get; private set; }

    internal MessageCounts Counts { get; } = new();

    /// <summary>Makes the actor that hosts this unit.</summary>
    public abstract UnitActor CreateActor();

    /// <summary>Schedules the first messages. Called once, at time 0, before any other message.</summary>
    public virtual void Start()
    {
    }

    /// <summary>
    /// Called once for every message that arrives over a link, as soon as it is known and before its time, in the order of sending per
    /// link: the mailbox is ordered by time, and its owner may look ahead. It may only record what the message carries (work for later
    /// times); it may not send, schedule or look at <see cref="Now"/>. All messages before <see cref="HorizonOver(Link)"/> have been foreseen.
    /// </summary>
    public virtual void Foresee(TimedMessage message)
    {
    }

    /// <summary>
    /// A lower bound of the time of the next message on <paramref name="link"/>, given that the next message known to this unit's group is at
    /// <paramref name="nextEvent"/> and that no other comes in before <paramref name="nextInput"/>. The default is the textbook bound;
    /// a unit that knows more overrides it. Must not fall while both arguments rise. Answers to requests that the unit has not
    /// sent yet are covered by <paramref name="nextInput"/>.
    /// </summary>
    public virtual SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput) =>
        SimTime.Min(nextEvent, nextInput) + link.LookaheadTicks;

    /// <summary>
    /// What this unit promises on <paramref name="link"/> from what it holds now and from what is promised to it. Asked by the dispatcher
    /// when nobody has anything left to do before <paramref name="now"/>.
    /// </summary>
    public virtual SimTime Promise(Link link, SimTime now) => now;

    /// <summary>What this unit waits for, for the message of a frozen or deadlocked run; null when it waits for nothing.</summary>
    public virtual string? DescribeWait() => null;

    /// <summary>Whether work that could be put off should be done early, because others wait to hear what comes of it. Changes when a unit works ahead,
    /// never what it finds.</summary>
    protected bool WorksEarly => Driver.PrefersEarlyWork;

    /// <summary>Nothing that this unit has not foreseen comes over <paramref name="input"/> before this time; answers to requests that it
    /// sends after asking do not count.</summary>
    protected SimTime HorizonOver(Link input) => Driver.HorizonOver(input);

    /// <summary>The same for all links of a bundle.</summary>
    protected SimTime HorizonOver(LinkBundle inputs) => Driver.HorizonOver(inputs, this);

    /// <summary>As <see cref="HorizonOver(LinkBundle)"/>, and true for answers to requests that this unit has yet to send. Where that is
    /// not known it is the least that is always true.</summary>
    protected SimTime PromisedOver(LinkBundle inputs) => Driver.PromisedOver(inputs, this);

    /// <summary>What the other end of <paramref name="input"/> promises. To be asked within <see cref="Promise"/> only.</summary>
    protected SimTime PromiseOver(Link input, SimTime now) => input.Source.Promise(input, now);

    /// <summary>Sends <paramref name="message"/> to this unit itself, for <paramref name="time"/> (not before <see cref="Now"/>).</summary>
    /// <exception cref="SynchronizationException">The time lies in the past or beyond the range of time.</exception>
    protected void Schedule(SimTime time, int priority, TimedMessage message)
    {
        if (time < Now || time.IsNever)
        {
            throw new SynchronizationException(time.IsNever
                ? $"'{Name}' at {Now} schedules a message beyond the range of time"
                : $"'{Name}' schedules a message at {time}, before its present {Now}");
        }

        message.Stamp(time.Ticks, EventKey.Pack(priority, 0, _sequence++), Index, Index);
        Counts.SentToSelf++;
        Address!.Tell(message, Address);
    }

    internal void AddInput(Link link) => _inputs.Add(link);

    internal void AddOutput(Link link) => _outputs.Add(link);

    internal void Drive(IDriver driver) => _driver = driver;

    internal void Settle(ActorCell cell, IActorRef address)
    {
        Cell = cell;
        Address = address;
    }

    /// <summary>Lets time pass to that of <paramref name="message"/>: the only door through which it does.</summary>
    internal void Enter(TimedMessage message)
    {
        if (message.Ticks < Now.Ticks)
        {
            throw new SynchronizationException($"'{Name}' at {Now} received a message of its past, {message.Time}");
        }

        Now = new SimTime(message.Ticks);
        MessagesHandled++;
        Counts.CountReceived(EventKey.OrdinalOf(message.Order));
    }
}
