using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>How to make an actor, and where it runs. Immutable.</summary>
public class Props
{
    private readonly ConstructorInfo? _constructor;
    private readonly Func<ActorBase>? _factory;

    private Props(Type type, object?[] arguments, ConstructorInfo? constructor)
    {
        if (!typeof(ActorBase).IsAssignableFrom(type))
            throw new ArgumentException($"{type} is not an actor", nameof(type));
        Type = type;
        Arguments = arguments!;
        _constructor = constructor;
        Dispatcher = "";
        Mailbox = "";
    }

    // For the runtime's own actors: reflection would be a good part of the start of a system.
    internal Props(Type type, Func<ActorBase> factory)
        : this(type, [], null) => _factory = factory;

    private Props(Props copy)
    {
        _factory = copy._factory;
        Type = copy.Type;
        Arguments = copy.Arguments;
        _constructor = copy._constructor;
        Dispatcher = copy.Dispatcher;
        Mailbox = copy.Mailbox;
        SupervisorStrategy = copy.SupervisorStrategy;
    }

    public Type Type { get; }

    public object[] Arguments { get; }

    /// <summary>Path of a dispatcher's section; empty for the default one.</summary>
    public string Dispatcher { get; private init; }

    /// <summary>Path of a mailbox's section; empty for the default one.</summary>
    public string Mailbox { get; private init; }

    /// <summary>Takes the place of the strategy that the actor's class has for its children; null for that one.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; private init; }

    /// <summary>An actor whose constructor takes these arguments.</summary>
    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase => new(typeof(TActor), args ?? [], null);

    /// <summary>An actor whose constructor takes these arguments.</summary>
    /// <exception cref="ArgumentException">The type is not an actor.</exception>
    public static Props Create(Type type, params object[] args) => new(type, args ?? [], null);

    /// <summary>An actor made by <c>() => new TActor(...)</c>; the arguments are evaluated now, once.</summary>
    /// <exception cref="ArgumentException">The body is not a constructor call.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is not NewExpression { Constructor: { } constructor } call)
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        var arguments = new object?[call.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = ArgumentValue.Of(call.Arguments[i]);
        return new Props(constructor.DeclaringType!, arguments, constructor) { SupervisorStrategy = supervisorStrategy };
    }

    public Props WithDispatcher(string dispatcher) => new(this) { Dispatcher = dispatcher };

    public Props WithMailbox(string mailbox) => new(this) { Mailbox = mailbox };

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => new(this) { SupervisorStrategy = supervisorStrategy };

    internal ActorBase NewActor()
    {
        if (_factory is not null)
            return _factory();
        const BindingFlags Flags =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DoNotWrapExceptions;
        return (ActorBase)(_constructor is null
            ? Activator.CreateInstance(Type, Flags, null, Arguments, null)!
            : _constructor.Invoke(Flags, null, Arguments, null));
    }
}
