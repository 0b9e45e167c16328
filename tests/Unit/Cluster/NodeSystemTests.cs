using ActorSim.Actors.Protocol;
using ActorSim.Cluster;
using ActorSim.Kernel.Model;
using ActorSim.Kernel.Wire;
using Akka.Actor;
using Akka.Event;
using Akka.Serialization;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>Two processes' systems on loopback: what is listed travels, what is not is refused on either side.</summary>
public sealed class NodeSystemTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ActorSystem _near = Node();
    private readonly ActorSystem _far = Node();
    private readonly TestProbe _inbox;

    public NodeSystemTests() => _inbox = new TestKit(_far).CreateTestProbe("inbox");

    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
    }

    [Fact]
    public void Control_messages_and_batches_travel_over_one_association()
    {
        object[] control =
        [
            new NodeHello(1, MessageCatalog.SchemaVersion, "3f2a"), new RunBound(1, 12, long.MaxValue), new RunEnded(1, 77, null),
            new RunEnded(2, 78, "core-1: lost"),
        ];
        var remote = InboxFrom(_near);
        Assert.All(control, remote.Tell);
        Assert.All(control, message => Assert.Equal(message, _inbox.ExpectMsg<object>(Patience)));

        var random = new Random(5);
        var batch = SampleMessages.Requests(random, 256);
        batch.Stamp(40, 7, 3, 4);
        remote.Tell(batch);
        Assert.Equal(SampleMessages.Describe(batch), SampleMessages.Describe(_inbox.ExpectMsg<RequestBatch>(Patience)));
        foreach (var type in SampleMessages.Types.Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))))
        {
            var message = SampleMessages.Make(type, random);
            remote.Tell(message);
            Assert.Equal(SampleMessages.Describe(message), SampleMessages.Describe(_inbox.ExpectMsg<TimedMessage>(Patience)));
        }
    }

    [Theory]
    [InlineData(false, "Unlisted has no serializer")]
    [InlineData(true, "UnlistedTimed do not leave their process")]
    public void A_type_that_is_not_listed_does_not_leave(bool timed, string reason)
    {
        var errors = Subscribe(_near, typeof(Error));
        var remote = InboxFrom(_near);
        remote.Tell(timed ? new UnlistedTimed() : new Unlisted(3));
        errors.FishForMessage<Error>(e => $"{e.Cause}".Contains(reason, StringComparison.Ordinal), Patience);
        AssertStillConnected(remote);
    }

    /// <summary>A stranger writes as he likes: by Hyperion with everything allowed, by Akka's own serializer of any type, under a name that is listed.</summary>
    [Theory]
    [InlineData(7101, "Unlisted", "which is not in the catalog")]
    [InlineData(7101, "OperationDone", "it was cut")]
    [InlineData(7102, "Unlisted", "which is not on the list")]
    [InlineData(7102, "NodeHello", "")]
    [InlineData(1, "ActorSim.Tests.Unit.NodeSystemTests+Unlisted, ActorSim.Tests", "which has no serializer here")]
    [InlineData(-5, "", "Cannot find serializer with id [-5]")]
    public void A_type_that_is_not_listed_does_not_enter(int serializer, string manifest, string reason)
    {
        using var stranger = Stranger(serializer, manifest);
        var warnings = Subscribe(_far, typeof(LogEvent));
        var remote = InboxFrom(stranger);
        remote.Tell(new Unlisted(3));
        warnings.FishForMessage<LogEvent>(
            e => e.LogLevel() >= LogLevel.WarningLevel && $"{e.Message} {e.Cause}".Contains(reason, StringComparison.Ordinal)
                && $"{e.Message}".Contains("erializ", StringComparison.Ordinal), Patience);
        AssertStillConnected(remote);
    }

    // What was refused has not reached the inbox before.
    private void AssertStillConnected(IActorRef remote)
    {
        var hello = new NodeHello(9, MessageCatalog.SchemaVersion, "after");
        remote.Tell(hello);
        Assert.Equal(hello, _inbox.ExpectMsg<object>(Patience));
    }

    private IActorRef InboxFrom(ActorSystem system)
    {
        var address = ((ExtendedActorSystem)_far).Provider.DefaultAddress;
        return ((ExtendedActorSystem)system).Provider.ResolveActorRef(_inbox.Ref.Path.ToStringWithAddress(address));
    }

    private static TestProbe Subscribe(ActorSystem system, Type type)
    {
        var probe = new TestKit(system).CreateTestProbe();
        system.EventStream.Subscribe(probe.Ref, type);
        return probe;
    }

    private static ActorSystem Node() => NodeSystem.Create("127.0.0.1", 0, MachineMessages.Catalog(), "akka.loglevel = WARNING");

    // Ours, but for one serializer.
    private static ActorSystem Stranger(int serializer, string manifest)
    {
        var node = NodeSystem.Create("127.0.0.1", 0, new MessageCatalog());
        var forger = new Forger((ExtendedActorSystem)node, serializer, manifest);
        node.Serialization.AddSerializer("forger", forger);
        node.Serialization.AddSerializationMap(typeof(Unlisted), forger);
        return node;
    }

    private sealed record Unlisted(int Value);

    private sealed class UnlistedTimed : TimedMessage;

    private sealed class Forger(ExtendedActorSystem system, int id, string manifest) : SerializerWithStringManifest(system)
    {
        private readonly HyperionSerializer _hyperion = new(system, HyperionSerializerSettings.Default.WithDisallowUnsafeType(false));

        public override int Identifier => id;

        public override string Manifest(object o) => manifest;

        // Hyperion remembers, for the whole process, a type that it has read once.
        public override byte[] ToBinary(object obj)
        {
            var bytes = _hyperion.ToBinary(obj);
            _hyperion.FromBinary(bytes, obj.GetType());
            return id == 7101 ? bytes[..8] : bytes;
        }

        public override object FromBinary(byte[] bytes, string type) => throw new NotSupportedException();
    }
}
