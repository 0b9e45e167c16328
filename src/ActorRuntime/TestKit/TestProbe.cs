using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.TestKit;

/// <summary>A test actor beside the test's own; usable wherever a reference is.</summary>
public class TestProbe : TestKitBase, IActorRef, IInternalActorRef
{
    public TestProbe(ActorSystem system, ITestKitAssertions assertions, string? testProbeName = null)
        : base(assertions, system, null, null, testProbeName, isProbe: true)
    {
    }

    /// <summary>The probe's reference.</summary>
    public IActorRef Ref => TestActor;

    /// <summary>Who sent the last message received.</summary>
    public IActorRef Sender => LastSender;

    ActorPath IActorRef.Path => TestActor.Path;

    ActorSystemImpl? IInternalActorRef.System => (ActorSystemImpl)Sys;

    /// <summary>Sends with the probe as the sender.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Sends with the last sender as the sender.</summary>
    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    /// <summary>Passes the last message on.</summary>
    public void Forward(IActorRef actor) => actor.Tell(LastMessage, Sender);

    /// <summary>Answers the last sender.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    public int CompareTo(object? obj) => TestActor.CompareTo(obj);

    public override bool Equals(object? obj) => TestActor.Equals(obj);

    public override int GetHashCode() => HashCode.Combine(TestActor.Path.Uid);

    public override string ToString() => $"TestProbe({TestActor})";

    bool IEquatable<IActorRef>.Equals(IActorRef? other) => TestActor.Equals(other);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => TestActor.CompareTo(other);

    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    void IInternalActorRef.SendSystemMessage(SystemMessage message) => ((IInternalActorRef)TestActor).SendSystemMessage(message);
}
