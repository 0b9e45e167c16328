using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// An actor's runtime: mailbox, children, watchers and the present instance. All but posting runs on the worker that
/// holds the mailbox's schedule, one at a time.
/// </summary>
internal sealed partial class ActorCell : IUntypedActorContext
{
    [ThreadStatic]
    internal static ActorCell? Current;

    private readonly Mailbox _mailbox = new();
    private readonly MessageDispatcher _dispatcher;
    private readonly Executor _executor;
    private readonly Stack<Receive> _behaviours = new();
    private readonly LocalActorRef _self;
    private Receive _behaviour = _ => false;
    private ActorBase? _actor;

    public ActorCell(ActorSystemImpl system, Props props, LocalActorRef self, ActorCell? parent, MessageDispatcher dispatcher)
    {
        SystemImpl = system;
        Props = props;
        _self = self;
        ParentCell = parent;
        _dispatcher = dispatcher;
        _executor = dispatcher.Attach(self.Path);
        self.Attach(this);
    }

    /// <summary>Link of the queue of an executor; an actor is in one queue at most.</summary>
    internal ActorCell? NextToRun { get; set; }

    internal ActorSystemImpl SystemImpl { get; }

    internal ActorCell? ParentCell { get; }

    internal object? CurrentMessage { get; private set; }

    internal IActorRef? SenderOrNull { get; private set; }

    /// <summary>Number of the message being handled.</summary>
    internal long Turn { get; private set; }

    public IActorRef Self => _self;

    public IActorRef Sender => SenderOrNull ?? SystemImpl.DeadLetters;

    public IActorRef Parent => ParentCell?.Self ?? Nobody.Instance;

    public Props Props { get; }

    public ActorSystem System => SystemImpl;

    internal static ActorCell CurrentOrThrow() => Current ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    internal static ActorCell ForNewActor(ActorBase actor)
    {
        var cell = Current;
        if (cell is null || cell._isCreating is false)
        {
            throw new ActorInitializationException(
                $"{actor.GetType()} was made with 'new'; make actors from Props, with ActorOf of a system or a context");
        }
        cell._actor = actor;
        return cell;
    }

    internal void Post(object message, IActorRef? sender)
    {
        if (message is null)
            throw new InvalidMessageException();
        var result = _mailbox.Enqueue(message, sender);
        if (result == EnqueueResult.Queued)
            return;
        if (result == EnqueueResult.MustSchedule)
            _executor.Schedule(this);
        else
            SystemImpl.PublishDeadLetter(message, sender, _self);
    }

    internal void PostSystem(SystemMessage message)
    {
        var result = _mailbox.EnqueueSystem(message);
        if (result == EnqueueResult.MustSchedule)
            _executor.Schedule(this);
        else if (result == EnqueueResult.Closed)
            AnswerForTheDead(message);
    }

    public void Become(Receive receive)
    {
        if (_behaviours.Count > 1)
            _behaviours.Pop();
        BecomeStacked(receive);
    }

    public void BecomeStacked(Receive receive)
    {
        _behaviours.Push(receive);
        _behaviour = receive;
    }

    public void UnbecomeStacked()
    {
        if (_behaviours.Count > 1)
            _behaviours.Pop();
        _behaviour = _behaviours.Peek();
    }

    public void Become(UntypedReceive receive) => Become(Always(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Always(receive));

    public IActorRef ActorOf(Props props, string? name = null) => MakeChild(props, name);

    public void Stop(IActorRef child)
    {
        if (FindChild(child) is { } stats)
            stats.IsStopping = true;
        ((IInternalActorRef)child).SendSystemMessage(new Terminate());
    }

    internal void Stop() => PostSystem(new Terminate());

    private static Receive Always(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private void Publish(LogEvent logEvent) => SystemImpl.EventStream.Publish(logEvent);
}
