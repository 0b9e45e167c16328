using ActorSim.Kernel.Model;

namespace ActorSim.Tests.Unit;

/// <summary>
/// Stops a sequential run at times that a test chooses: the first unit of the topology, so that it has its turn before all others of its
/// time. While it stands the run's thread waits in it, and the test may speak for the probes.
/// </summary>
internal sealed class WoundClock : ActorSim.Kernel.Model.Unit, IDisposable
{
    private readonly SemaphoreSlim _wound = new(0);
    private readonly SemaphoreSlim _stands = new(0);
    private SimTime _until;

    public WoundClock()
        : base("test-clock")
    {
    }

    /// <summary>Lets the run go on with everything before <paramref name="until"/>; "never" lets it go to its end.</summary>
    public void Wind(SimTime until)
    {
        _until = until;
        _wound.Release();
    }

    /// <summary>Returns when the clock stands, or <paramref name="run"/> is over.</summary>
    public void AwaitStand(Task run)
    {
        using var over = new CancellationTokenSource();
        Task.WaitAny(run, _stands.WaitAsync(over.Token));
        over.Cancel();
    }

    public override void Start() => Schedule(SimTime.Zero, 0, new Stand());

    public override UnitActor CreateActor() => new ClockActor(this);

    public void Dispose()
    {
        _wound.Dispose();
        _stands.Dispose();
    }

    private void OnStand()
    {
        _stands.Release();
        _wound.Wait();
        if (!_until.IsNever)
        {
            Schedule(_until, 0, new Stand());
        }
    }

    private sealed class Stand : TimedMessage;

    private sealed class ClockActor(WoundClock clock) : UnitActor(clock)
    {
        protected override void On(TimedMessage message) => clock.OnStand();
    }
}
