namespace Akka.Actor;

internal sealed partial class ActorCell
{
    // Guarded by its own lock: a system starts top-level actors from any thread. Kept in the order of starting.
    private readonly OrderedDictionary<string, ChildStats> _children = new(StringComparer.Ordinal);
    private long _generatedNames;

    public IEnumerable<IActorRef> GetChildren() => ChildRefs();

    public IActorRef Child(string name)
    {
        lock (_children)
        {
            return _children.TryGetValue(name, out var child) ? child.Ref : Nobody.Instance;
        }
    }

    internal LocalActorRef MakeChild(Props props, string? name)
    {
        if (name is not null && !ActorPath.IsValidPathElement(name))
        {
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}]. It must not be empty, start with '$' or have characters like '/'.");
        }
        var dispatcher = SystemImpl.Dispatchers.Lookup(
            props.Dispatcher.Length == 0 ? Dispatch.Dispatchers.DefaultDispatcherId : props.Dispatcher);
        if (props.Mailbox.Length > 0)
            Dispatch.Mailboxes.Check(SystemImpl.Settings.Config, props.Mailbox);
        return StartChild(props, name, dispatcher);
    }

    internal LocalActorRef StartChild(Props props, string? name, Dispatch.MessageDispatcher dispatcher)
    {
        LocalActorRef child;
        lock (_children)
        {
            if (_isTerminating)
                throw new InvalidOperationException($"Cannot create child while terminating or terminated: {Self.Path}");
            name ??= GeneratedName();
            if (_children.ContainsKey(name))
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
            child = new LocalActorRef(new ChildActorPath(Self.Path, name, SystemImpl.NextUid()));
            _children.Add(name, new ChildStats(child));
        }
        try
        {
            new ActorCell(SystemImpl, props, child, this, dispatcher).PostSystem(new Dispatch.SysMsg.Create());
        }
        catch (Exception)
        {
            lock (_children)
            {
                _children.Remove(name);
            }
            throw;
        }
        return child;
    }

    private string GeneratedName()
    {
        // $a, $b, ... as in Akka.
        const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";
        var number = _generatedNames++;
        var name = "$";
        do
        {
            name += Digits[(int)(number & 63)];
            number >>= 6;
        }
        while (number > 0);
        return name;
    }

    private List<LocalActorRef> ChildRefs()
    {
        lock (_children)
        {
            var refs = new List<LocalActorRef>(_children.Count);
            foreach (var (_, child) in _children)
                refs.Add(child.Ref);
            return refs;
        }
    }

    private ChildStats? FindChild(IActorRef actor)
    {
        lock (_children)
        {
            return _children.TryGetValue(actor.Path.Name, out var child) && child.Ref.Equals(actor) ? child : null;
        }
    }

    private bool RemoveChild(IActorRef actor)
    {
        lock (_children)
        {
            return FindChild(actor) is not null && _children.Remove(actor.Path.Name);
        }
    }

    private bool AnyChild(Func<ChildStats, bool> condition)
    {
        lock (_children)
        {
            foreach (var (_, child) in _children)
            {
                if (condition(child))
                    return true;
            }
            return false;
        }
    }
}
