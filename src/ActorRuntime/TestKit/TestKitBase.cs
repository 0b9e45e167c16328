using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A test's own actor, whose mailbox the test reads.</summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static readonly long Start = Stopwatch.GetTimestamp();
    private static readonly Lazy<Config> Defaults = new(() => ConfigurationFactory.ParseString(
        """
        akka {
          loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]
          test {
            timefactor = 1.0
            filter-leeway = 3s
            single-expect-default = 3s
            calling-thread-dispatcher { type = "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit" }
          }
        }
        """));

    private static long TestActors;

    private readonly ITestKitAssertions _assertions;
    private readonly BlockingCollection<MessageEnvelope> _queue = [];
    private readonly ActorSystemImpl _system;
    private MessageEnvelope _lastMessage = NullMessageEnvelope.Instance;

    private protected TestKitBase(
        ITestKitAssertions assertions, ActorSystem? system, Config? config, string? actorSystemName, string? testActorName, bool isProbe)
    {
        _assertions = assertions;
        Sys = system ?? ActorSystem.Create(actorSystemName ?? "test", (config ?? Config.Empty).WithFallback(DefaultConfig));
        _system = (ActorSystemImpl)Sys;
        TestKitSettings = new TestKitSettings(Sys.Settings.Config);
        EventFilter = new EventFilterFactory(this, Sys, []);
        Log = Logging.GetLogger(Sys, GetType());
        var queue = _queue;
        var props = new Props(typeof(InternalTestActor), () => new InternalTestActor(queue));
        TestActor = _system.InlineActorOf(props, testActorName ?? "testActor" + Interlocked.Increment(ref TestActors));
        if (!isProbe)
            KeepCurrent();
    }

    internal ITestKitAssertions Assertions => _assertions;

    /// <summary>The system under test.</summary>
    public ActorSystem Sys { get; }

    public TestKitSettings TestKitSettings { get; }

    /// <summary>The actor whose messages the test expects; the implicit sender of what the test tells.</summary>
    public IActorRef TestActor { get; }

    /// <summary>Expects or silences log events.</summary>
    public EventFilterFactory EventFilter { get; }

    public ILoggingAdapter Log { get; }

    /// <summary>The last message received.</summary>
    public object LastMessage => _lastMessage.Message;

    /// <summary>Who sent the last message received.</summary>
    public IActorRef LastSender => _lastMessage.Sender;

    /// <summary>Whether a message waits.</summary>
    public bool HasMessages => _queue.Count > 0;

    /// <summary>The test kit's own defaults.</summary>
    public static Config DefaultConfig => Defaults.Value;

    /// <summary>Time since some fixed moment.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(Start);

    /// <summary>Drops messages for which the condition is true.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) =>
        TestActor.Tell(new InternalTestActor.SetIgnore(m => shouldIgnoreMessage(m)));

    /// <summary>Drops messages of that type for which the condition is true.</summary>
    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        TestActor.Tell(new InternalTestActor.SetIgnore(m => m is TMsg typed && shouldIgnoreMessage(typed)));

    /// <summary>Drops messages of that type.</summary>
    public void IgnoreMessages<TMsg>() => IgnoreMessages<TMsg>(_ => true);

    public void IgnoreNoMessages() => TestActor.Tell(new InternalTestActor.SetIgnore(null));

    /// <summary>Asks for a <see cref="Terminated"/> when the actor stops.</summary>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        TestActor.Tell(new InternalTestActor.Watching(actorToWatch));
        return actorToWatch;
    }

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        TestActor.Tell(new InternalTestActor.Unwatching(actorToUnwatch));
        return actorToUnwatch;
    }

    public void SetAutoPilot(AutoPilot pilot) => TestActor.Tell(new InternalTestActor.SetPilot(pilot));

    /// <summary>Another test actor, with its own queue.</summary>
    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, _assertions, name);

    public IActorRef ActorOf(Props props) => Sys.ActorOf(props);

    public IActorRef ActorOf(Props props, string? name) => Sys.ActorOf(props, name);

    public IActorRef ActorOf<TActor>()
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>());

    public IActorRef ActorOf<TActor>(string name)
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), name);

    public IActorRef ActorOf<TActor>(System.Linq.Expressions.Expression<Func<TActor>> factory)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory));

    public IActorRef ActorOf<TActor>(System.Linq.Expressions.Expression<Func<TActor>> factory, string name)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    /// <summary>Terminates the system and waits for it.</summary>
    /// <param name="duration">How long; 5 s if not given.</param>
    /// <param name="verifySystemShutdown">Whether an overrun is an error.</param>
    /// <exception cref="TimeoutException">The system still has actors.</exception>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        if (ActorCell.Current is { } current && current.Self.Equals(TestActor))
            ActorCell.Current = null;
        var limit = duration ?? Dilated(TimeSpan.FromSeconds(5));
        if (!Sys.Terminate().Wait(limit) && verifySystemShutdown)
            throw new TimeoutException($"Failed to stop [{Sys.Name}] within [{limit}]");
    }

    private void KeepCurrent()
    {
        var cell = ((LocalActorRef)TestActor).Cell;
        ActorCell.Current = cell;
        SynchronizationContext.SetSynchronizationContext(new ActorCellKeepingSynchronizationContext(cell));
    }

    // The interface's method; the class's own has no optional name, as in Akka.
    IActorRef IActorRefFactory.ActorOf(Props props, string? name) => Sys.ActorOf(props, name);
}
