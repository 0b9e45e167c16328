using Akka.Actor;

namespace ActorSim.Kernel.Model;

/// <summary>Makes an actor by a function: no expression is compiled and nothing is looked up by reflection.</summary>
internal sealed class ActorProducer(Func<ActorBase> create) : IIndirectActorProducer
{
    public Type ActorType => typeof(ActorBase);

    public ActorBase Produce() => create();

    public void Release(ActorBase actor)
    {
    }
}
