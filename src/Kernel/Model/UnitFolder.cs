using Akka.Actor;

namespace ActorSim.Kernel.Model;

/// <summary>Units by the path of their actors: who creates whom. A path element without a unit ("dram" of "dram/channel-3") is an actor that only
/// supervises.</summary>
public sealed class UnitFolder
{
    private readonly Dictionary<string, List<(string Path, Unit? Unit)>> _children = new(StringComparer.Ordinal) { [""] = [] };
    private readonly string _dispatcher;

    internal UnitFolder(IReadOnlyList<Unit> units, string dispatcher)
    {
        _dispatcher = dispatcher;
        foreach (var unit in units)
        {
            Add(unit.Name, unit);
        }
    }

    /// <summary>Creates and watches the actors below <paramref name="path"/>; the root's path is empty.</summary>
    internal void CreateChildren(string path, IActorContext context)
    {
        if (!_children.TryGetValue(path, out var children))
        {
            return;
        }

        foreach (var (child, unit) in children)
        {
            Func<ActorBase> create = unit is null ? () => new FolderActor(child, this) : unit.CreateActor;
            var props = Props.CreateBy(new ActorProducer(create)).WithDispatcher(_dispatcher);
            context.Watch(context.ActorOf(props, child[(child.LastIndexOf('/') + 1)..]));
        }
    }

    private void Add(string path, Unit? unit)
    {
        var slash = path.LastIndexOf('/');
        var siblings = ChildrenOf(slash < 0 ? "" : path[..slash]);

        // A unit that is declared after one below it takes the place of the folder.
        var at = siblings.FindIndex(s => s.Path == path);
        if (at < 0)
        {
            siblings.Add((path, unit));
        }
        else
        {
            siblings[at] = (path, unit ?? siblings[at].Unit);
        }
    }

    private List<(string Path, Unit? Unit)> ChildrenOf(string path)
    {
        if (!_children.TryGetValue(path, out var children))
        {
            _children[path] = children = [];
            Add(path, null);
        }

        return children;
    }

    private sealed class FolderActor(string path, UnitFolder folder) : UntypedActor
    {
        protected override void PreStart() => folder.CreateChildren(path, Context);

        protected override void OnReceive(object message) => RootActor.RefuseStop(message, Unhandled);

        protected override SupervisorStrategy SupervisorStrategy() => RootActor.Escalating;
    }
}
