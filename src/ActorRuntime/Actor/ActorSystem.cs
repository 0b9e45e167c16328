using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A tree of actors with its threads, configuration and event stream.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private protected ActorSystem()
    {
    }

    public abstract string Name { get; }

    public abstract Settings Settings { get; }

    public abstract EventStream EventStream { get; }

    /// <summary>Where messages to stopped actors go; publishes <see cref="DeadLetter"/>.</summary>
    public abstract IActorRef DeadLetters { get; }

    public abstract Dispatchers Dispatchers { get; }

    public abstract ILoggingAdapter Log { get; }

    public abstract IScheduler Scheduler { get; }

    /// <summary>Completes when every actor has stopped.</summary>
    public abstract Task WhenTerminated { get; }

    /// <summary>A system with the default configuration.</summary>
    /// <exception cref="ArgumentException">The name has other characters than letters, digits, '-' and '_'.</exception>
    public static ActorSystem Create(string name) => Create(name, Config.Empty);

    /// <summary>A system with this configuration over the default one.</summary>
    /// <exception cref="ArgumentException">The name has other characters than letters, digits, '-' and '_'.</exception>
    /// <exception cref="ConfigurationException">It names a strategy or scheduler that does not exist.</exception>
    public static ActorSystem Create(string name, Config config) => new ActorSystemImpl(name, config);

    public abstract IActorRef ActorOf(Props props, string? name = null);

    /// <summary>Stops an actor after the message it is handling.</summary>
    public abstract void Stop(IActorRef actor);

    /// <summary>Stops all actors, children before their parents.</summary>
    /// <returns><see cref="WhenTerminated"/></returns>
    public abstract Task Terminate();

    /// <summary>Code to run when every actor has stopped, before <see cref="WhenTerminated"/> completes.</summary>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Begins <see cref="Terminate"/>; does not wait.</summary>
    public void Dispose()
    {
        Terminate();
        GC.SuppressFinalize(this);
    }
}
