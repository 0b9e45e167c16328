using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Publishes events of a system to the actors that subscribed to their type or to a base of it.</summary>
public class EventStream : LoggingBus
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<Type, IActorRef[]> _byType = new();
    private readonly List<(IActorRef Subscriber, Type Channel)> _subscriptions = [];
    private Action<object>[] _listeners = [];

    internal EventStream()
    {
    }

    /// <summary>Sends the event to every subscriber, once each.</summary>
    public void Publish(object @event)
    {
        foreach (var subscriber in _byType.GetOrAdd(@event.GetType(), static (type, me) => me.SubscribersOf(type), this))
            subscriber.Tell(@event, ActorRefs.NoSender);
        foreach (var listener in Volatile.Read(ref _listeners))
            listener(@event);
    }

    /// <returns>False if it was subscribed to that channel already.</returns>
    public bool Subscribe(IActorRef subscriber, Type channel)
    {
        lock (_gate)
        {
            if (_subscriptions.Contains((subscriber, channel)))
                return false;
            _subscriptions.Add((subscriber, channel));
            _byType.Clear();
            return true;
        }
    }

    /// <returns>False if it was not subscribed to anything.</returns>
    public bool Unsubscribe(IActorRef subscriber)
    {
        lock (_gate)
        {
            var removed = _subscriptions.RemoveAll(s => s.Subscriber.Equals(subscriber)) > 0;
            if (removed)
                _byType.Clear();
            return removed;
        }
    }

    /// <returns>False if it was not subscribed to that channel.</returns>
    public bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        lock (_gate)
        {
            var removed = _subscriptions.Remove((subscriber, channel));
            if (removed)
                _byType.Clear();
            return removed;
        }
    }

    /// <summary>Code of the runtime itself that hears every event, on the publisher's thread.</summary>
    internal void AddListener(Action<object> listener)
    {
        lock (_gate)
        {
            Volatile.Write(ref _listeners, [.. _listeners, listener]);
        }
    }

    private IActorRef[] SubscribersOf(Type type)
    {
        lock (_gate)
        {
            var found = new List<IActorRef>();
            foreach (var (subscriber, channel) in _subscriptions)
            {
                if (channel.IsAssignableFrom(type) && !found.Contains(subscriber))
                    found.Add(subscriber);
            }
            return [.. found];
        }
    }
}
