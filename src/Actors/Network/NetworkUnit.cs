using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Network;

/// <summary>
/// One direction of the network as a unit: batches come in, their packets go through the routers, and batches go on to where they are for. It works
/// ahead as far as its inputs are known, and no later than anything could arrive.
/// </summary>
/// <typeparam name="TBatch">What comes and goes.</typeparam>
/// <typeparam name="TLoad">What a packet of it carries.</typeparam>
public abstract class NetworkUnit<TBatch, TLoad> : NetworkUnit
    where TBatch : TimedMessage, new()
{
    private const long Never = long.MaxValue;
    private readonly PacketNetwork<TLoad> _network;
    private readonly Clock _clock;
    private readonly MessagePool<NetworkDue> _dues = new(crossesGroups: false);
    private LinkBundle<TBatch> _inputs = null!;
    private Fan<TBatch> _outputs = null!;
    private long _dueAt = Never;

    private protected NetworkUnit(string name, NetworkSpec spec, ulong seed, Clock clock)
        : base(name)
    {
        _network = new PacketNetwork<TLoad>(spec, seed);
        _clock = clock;
    }

    /// <inheritdoc/>
    public override NetworkStats Stats => _network.Stats;

    private protected MessagePool<TBatch> Pool { get; } = new(crossesGroups: true);

    /// <summary>Tells the network what it connects.</summary>
    public void Wire(LinkBundle<TBatch> inputs, Fan<TBatch> outputs)
    {
        _inputs = inputs;
        _outputs = outputs;
    }

    /// <inheritdoc/>
    public override void Foresee(TimedMessage message) => Push((TBatch)message, _network);

    /// <inheritdoc/>
    public override void OnBatch(TimedMessage batch)
    {
        batch.Release();
        ScheduleNext();
    }

    /// <inheritdoc/>
    public override void OnDue()
    {
        if (_clock.LastAtOrBefore(Now) != _dueAt)
        {
            // An earlier one was scheduled after this one, and has scheduled its successor.
            return;
        }

        _dueAt = Never;
        var known = CyclesBefore(HorizonOver(_inputs));
        _network.RunBefore(known);
        Deliver(_network.Arrivals);
        _network.Clear();
        _outputs.Promise(Edge(Earliest(known)));
        ScheduleNext();
    }

    /// <inheritdoc/>
    public override SimTime EarliestOutput(Link link, SimTime nextEvent, SimTime nextInput) =>
        SimTime.Max(base.EarliestOutput(link, nextEvent, nextInput), Edge(Earliest(CyclesBefore(nextInput))));

    /// <summary>A packet takes its time through the routers, also one that is pushed as soon as it could be.</summary>
    public override SimTime Promise(Link link, SimTime now) => Edge(Earliest(CyclesBefore(now + _inputs.LookaheadTicks)));

    /// <summary>Hands the packets of a batch, of which one use ends, to the network.</summary>
    private protected abstract void Push(TBatch batch, PacketNetwork<TLoad> network);

    /// <summary>Sends on what has arrived.</summary>
    private protected abstract void Deliver(IReadOnlyList<Arrival<TLoad>> arrivals);

    private protected void Send(int end, TBatch batch, long cycle, int priority) => _outputs.Send(_outputs.Toward(end), batch, Edge(cycle), priority);

    // Push cycle n is a message at edge n plus one tick: known are those before the horizon.
    private long CyclesBefore(SimTime horizon) => horizon.IsNever ? Never : _clock.FirstAtOrAfter(new SimTime(horizon.Ticks - 1));

    // Whatever is pushed from this cycle on.
    private long Earliest(long known) => Math.Min(_network.AfterPush(known), _network.EarliestArrival);

    // What arrives in a cycle comes to the other end a cycle later.
    private SimTime Edge(long arrival) => arrival == Never ? SimTime.Never : _clock.At(arrival + NetworkSpec.EndCycles) + 1;

    private void ScheduleNext()
    {
        var next = _network.EarliestArrival;
        if (next == Never)
        {
            return;
        }

        next = Math.Max(next, _clock.FirstAtOrAfter(new SimTime(Now.Ticks - 1)));
        if (next < _dueAt)
        {
            _dueAt = next;
            Schedule(_clock.At(next) + 1, ChannelPriority.Service, _dues.Rent());
        }
    }
}

/// <summary>A network, whatever it moves.</summary>
public abstract class NetworkUnit(string name) : Unit(name)
{
    public abstract NetworkStats Stats { get; }

    /// <summary>A batch, foreseen, whose first packet is being pushed now.</summary>
    public abstract void OnBatch(TimedMessage batch);

    /// <summary>Something may arrive.</summary>
    public abstract void OnDue();

    /// <inheritdoc/>
    public override UnitActor CreateActor() => new NetworkActor(this);
}

/// <summary>A network, hosted.</summary>
public sealed class NetworkActor(NetworkUnit network) : UnitActor(network)
{
    /// <inheritdoc/>
    protected override void On(TimedMessage message)
    {
        switch (message)
        {
            case RequestBatch or ResponseBatch:
                network.OnBatch(message);
                break;
            case NetworkDue:
                network.OnDue();
                break;
            default:
                throw UnknownMessageException.Of(message, network);
        }
    }
}
