using ActorSim.Actors.Machine;
using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using ActorSim.Kernel.Wire;
using ActorSim.Tests.Unit;
using Akka.Actor;
using Akka.Serialization;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>Messages as bytes: what goes out comes in, and what comes in is a message or is refused.</summary>
public sealed class WireLaws : IDisposable
{
    private const int Samples = 40;
    private readonly ActorSystem _system = SimulationSystem.Create(null, MachineMessages.Setup());

    public static TheoryData<string> TypeNames() => [.. SampleMessages.Types.Select(t => t.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => _system.Dispose();

    [Fact]
    public void Every_message_of_kernel_and_machine_is_in_the_catalog()
    {
        var types = new[] { typeof(TimedMessage).Assembly, typeof(MachineUnits).Assembly }.SelectMany(a => a.GetTypes())
            .Where(t => t.IsSubclassOf(typeof(TimedMessage)) && !t.IsAbstract).ToArray();
        Assert.Equal(types.Select(t => t.Name).Order(StringComparer.Ordinal), MachineMessages.Catalog().Types.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.Equal(types.ToHashSet(), SampleMessages.Types.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void What_is_read_says_what_was_written(string type)
    {
        var random = new Random(type.Length);
        for (var i = 0; i < Samples; i++)
        {
            var message = Make(type, random);
            var (serializer, bytes) = Write(message);
            var copy = (TimedMessage)serializer.FromBinary(bytes, serializer.Manifest(message));
            Assert.NotSame(message, copy);
            Assert.Equal(SampleMessages.Describe(message), SampleMessages.Describe(copy));
            Assert.Equal(bytes, serializer.ToBinary(copy));
        }
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void What_was_cut_or_has_too_much_is_refused(string type)
    {
        var message = Make(type, new Random(3));
        var (serializer, bytes) = Write(message);
        var step = Math.Max(1, bytes.Length / 200);
        for (var length = 0; length < bytes.Length; length += step)
        {
            var refusal = Assert.Throws<WireFormatException>(() => serializer.FromBinary(bytes[..length], type));
            Assert.StartsWith(FormattableString.Invariant($"{type}, {length} bytes: "), refusal.Message, StringComparison.Ordinal);
        }

        Assert.Throws<WireFormatException>(() => serializer.FromBinary([.. bytes, 0], type));
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Changed_bytes_are_a_message_or_refused(string type)
    {
        var random = new Random(type.Length);
        var refused = 0;
        for (var i = 0; i < Samples * 10; i++)
        {
            var (serializer, bytes) = Write(Make(type, new Random(i / 20)));
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) switch { 0 => 0, 1 => 255, _ => (byte)random.Next(256) };
            }

            try
            {
                Assert.Equal(type, serializer.FromBinary(bytes, type).GetType().Name);
            }
            catch (WireFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, (Samples * 10) - 1);
    }

    [Fact]
    public void A_claimed_number_takes_no_memory()
    {
        var (serializer, bytes) = Write(Make(nameof(RequestBatch), new Random(1)));
        BitConverter.TryWriteBytes(bytes.AsSpan(24 + 20), int.MaxValue);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<WireFormatException>(() => serializer.FromBinary(bytes, nameof(RequestBatch)));
        Assert.Contains("number of requests is 2147483647", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    /// <summary>A copy lives on its own: releasing it twice, for its two uses, neither fills the sender's pool nor breaks it.</summary>
    [Fact]
    public void A_copy_goes_back_to_no_pool_and_the_original_stays_as_it_was()
    {
        var pool = new MessagePool<RequestBatch>(crossesGroups: true);
        var original = pool.Rent();
        original.Add(64, 0, 1);
        var (serializer, bytes) = Write(original);
        var copy = (RequestBatch)serializer.FromBinary(bytes, nameof(RequestBatch));
        copy.Release();
        copy.Release();
        Assert.Equal(1, original.Count);
        Assert.NotSame(original, pool.Rent());
        original.Release();
        original.Release();
        Assert.Same(original, pool.Rent());
    }

    private static TimedMessage Make(string type, Random random) => SampleMessages.Make(SampleMessages.Types.Single(t => t.Name == type), random);

    private (SerializerWithStringManifest Serializer, byte[] Bytes) Write(TimedMessage message)
    {
        var serializer = (SerializerWithStringManifest)_system.Serialization.FindSerializerFor(message);
        return (serializer, serializer.ToBinary(message));
    }
}
