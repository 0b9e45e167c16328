using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

internal sealed class ActorSystemImpl : ActorSystem
{
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Action> _onTermination = [];
    private readonly DeadLetterActorRef _deadLetters;
    private readonly SharedDispatcher _inline;
    private readonly ActorCell _root;
    private readonly LocalActorRef _user;
    private readonly LocalActorRef _system;
    private long _uid;
    private long _asks;

    public ActorSystemImpl(string name, Config config)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || name[0] is '-' or '_')
            throw new ArgumentException($"Invalid ActorSystem name [{name}]: letters, digits, and inside it '-' and '_'", nameof(name));
        Name = name;
        Settings = new Settings(this, config);
        EventStream = new EventStream();
        EventStream.SetLogLevel(Logging.LogLevelFor(Settings.LogLevel));
        LogOutput = new LogOutput(EventStream, Settings);
        Log = new BusLogging(EventStream, $"ActorSystem({name})", typeof(ActorSystem));
        Dispatchers = new Dispatchers(Settings.Config, name);
        Scheduler = MakeScheduler();
        RootPath = new RootActorPath(new Address("akka", name));
        _deadLetters = new DeadLetterActorRef(this, RootPath / "deadLetters");

        // Guardians run no code of users, so they need no thread of their own.
        _inline = new SharedDispatcher("guardians", 1, InlineExecutor.Instance);
        var rootStrategy = new OneForOneStrategy(
            cause =>
            {
                Log.Error(cause, "Guardian failed. Shutting down system");
                return Directive.Stop;
            });
        var guardian = new Props(typeof(GuardianActor), static () => new GuardianActor());
        _root = new ActorCell(this, guardian.WithSupervisorStrategy(rootStrategy), new LocalActorRef(RootPath), null, _inline);
        _root.PostSystem(new Dispatch.SysMsg.Create());
        _system = _root.StartChild(guardian, "system", _inline);
        var strategy = SupervisorStrategyConfigurator
            .CreateConfigurator(Settings.Config.GetString("akka.actor.guardian-supervisor-strategy", ""))
            .Create();
        _user = _root.StartChild(guardian.WithSupervisorStrategy(strategy), "user", _inline);
    }

    public override string Name { get; }

    public override Settings Settings { get; }

    public override EventStream EventStream { get; }

    public override IActorRef DeadLetters => _deadLetters;

    public override Dispatchers Dispatchers { get; }

    public override ILoggingAdapter Log { get; }

    public override IScheduler Scheduler { get; }

    public override Task WhenTerminated => _terminated.Task;

    internal LogOutput LogOutput { get; }

    internal RootActorPath RootPath { get; }

    public override IActorRef ActorOf(Props props, string? name = null) => _user.Cell.MakeChild(props, name);

    public override void Stop(IActorRef actor) => ((IInternalActorRef)actor).SendSystemMessage(new Dispatch.SysMsg.Terminate());

    public override Task Terminate()
    {
        _user.Cell.Stop();
        return WhenTerminated;
    }

    public override void RegisterOnTermination(Action code)
    {
        lock (_onTermination)
        {
            if (WhenTerminated.IsCompleted)
                throw new InvalidOperationException($"ActorSystem({Name}) has terminated; nothing can be registered");
            _onTermination.Add(code);
        }
    }

    /// <summary>An actor of the system that runs on its senders' threads.</summary>
    internal IActorRef InlineActorOf(Props props, string name) => _system.Cell.StartChild(props, name, _inline);

    internal long NextUid() => Interlocked.Increment(ref _uid);

    internal ActorPath NextAskPath() => new ChildActorPath(RootPath / "temp", $"ask{Interlocked.Increment(ref _asks)}", NextUid());

    internal void PublishDeadLetter(object message, IActorRef? sender, IActorRef recipient)
    {
        if (message is not IDeadLetterSuppression)
            EventStream.Publish(message as DeadLetter ?? new DeadLetter(message, sender ?? _deadLetters, recipient));
    }

    /// <summary>The user guardian ends first (an order to terminate, or an escalated failure), then the system's, then the root.</summary>
    internal void GuardianEnded(IActorRef guardian)
    {
        if (guardian.Equals(_user))
            _system.Cell.Stop();
        else
            _root.Stop();
    }

    internal void RootFailed(Exception cause)
    {
        Log.Error(cause, "Root guardian failed. Shutting down system");
        _root.Stop();
    }

    internal void RootEnded()
    {
        (Scheduler as IDisposable)?.Dispose();
        Dispatchers.Stop();
        Action[] actions;
        lock (_onTermination)
        {
            actions = [.. _onTermination];
        }
        // As a stack: the latest first, as Akka does.
        for (var i = actions.Length - 1; i >= 0; i--)
            Run(actions[i]);
        _terminated.TrySetResult();
    }

    private void Run(Action code)
    {
        try
        {
            code();
        }
        catch (Exception cause)
        {
            Log.Error(cause, "Action registered on termination failed: " + cause.Message);
        }
    }

    private IScheduler MakeScheduler()
    {
        var type = Settings.Config.GetString("akka.scheduler.implementation", "");
        return type == "Akka.Actor.HashedWheelTimerScheduler"
            ? new TimerScheduler()
            : TypeNames.Create<IScheduler>(type, Settings.Config.GetConfig("akka.scheduler") ?? Config.Empty, Log);
    }
}
