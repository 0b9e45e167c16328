using ActorSim.Kernel;
using Akka.Actor;

namespace ActorSim.Tests.Unit;

/// <summary>Hosts processes as actors of a test's actor system, on its dispatcher.</summary>
internal sealed class ActorHosting(ActorSystem system) : IHostScheduler
{
    private readonly List<IActorRef> _actors = [];

    public void Open(IReadOnlyList<ProcessHost> hosts)
    {
        foreach (var host in hosts)
        {
            host.Address = system.ActorOf(Props.Create(() => new ProcessActor(host)));
            _actors.Add(host.Address);
        }
    }

    public void Post(ProcessHost host) => host.Address!.Tell(Activate.Instance, ActorRefs.NoSender);

    public void Wait(Task completed) => completed.GetAwaiter().GetResult();

    public void Dispose() => _actors.ForEach(system.Stop);
}
