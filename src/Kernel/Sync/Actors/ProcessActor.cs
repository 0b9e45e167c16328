using Akka.Actor;

namespace ActorSim.Kernel;

/// <summary>The actor of one logical process. Events lie in the host's inbox; the message says that it is worth looking.</summary>
internal sealed class ProcessActor(ProcessHost host) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is Activate)
        {
            host.Activate();
        }
        else
        {
            Unhandled(message);
        }
    }
}
