using ActorSim.Actors.Machine;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Frontend.Generators;
using ActorSim.Kernel.Dispatch;
using ActorSim.Tests.Oracle;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Writing;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>
/// A run reads its trace as it goes and reuses what it has: what it allocates and holds does not grow with the trace's length. Measured
/// in bytes, not in time. ACTORSIM_NIGHTLY=1 adds the trace of ten million records.
/// </summary>
[Collection(nameof(RunMemoryTests))]
[CollectionDefinition(nameof(RunMemoryTests), DisableParallelization = true)]
public class RunMemoryTests
{
    private const long Megabyte = 1 << 20;
    private static readonly bool Nightly = Environment.GetEnvironmentVariable("ACTORSIM_NIGHTLY") == "1";

    [Theory]
    [InlineData("fixed")]
    [InlineData("hbm2")]
    public void Simulated_request_allocates_less_than_a_byte(string memory)
    {
        var machine = new OracleMachine { Dram = memory };
        var (shorter, longer) = (Gemm(2048, 2048, 512, 128), Gemm(4096, 4096, 512, 128));
        Allocated(Gemm(256, 256, 128, 128), machine);
        var (few, fewBytes) = Allocated(shorter, machine);
        var (many, manyBytes) = Allocated(longer, machine);
        Assert.True(many >= 4 * few);
        Assert.True(manyBytes - fewBytes < many - few, $"{manyBytes - fewBytes} bytes for {many - few} requests more");
    }

    /// <summary>Work-items of 1282 records: 80 of them, and every night 7921.</summary>
    [Fact]
    public void Live_memory_is_bounded_however_long_the_trace()
    {
        var live = GC.GetTotalMemory(forceFullCollection: true);
        AssertBounded(tiles: 9, atLeastRecords: 100_000, live + (48 * Megabyte));
        if (Nightly)
        {
            AssertBounded(tiles: 89, atLeastRecords: 10_000_000, 300 * Megabyte);
        }
    }

    private static void AssertBounded(int tiles, long atLeastRecords, long mostBytes)
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"run-memory-{tiles}.msgpack");
        try
        {
            using (var file = File.Create(path))
            {
                Write(file, 128 * tiles, 128 * tiles, 128, 16);
            }

            using var stream = new LiveMemoryStream(File.OpenRead(path), new FileInfo(path).Length / 20);
            using var reader = new TraceReader(stream);
            Run(reader, new OracleMachine());
            Assert.True(reader.RecordsRead >= atLeastRecords, $"{reader.RecordsRead} records");
            Assert.True(stream.Measured >= 4, $"measured {stream.Measured} times");
            Assert.True(stream.PeakBytes < mostBytes, $"{stream.PeakBytes} bytes live with {reader.RecordsRead} records");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (long Requests, long Bytes) Allocated(byte[] trace, OracleMachine machine)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var reader = new TraceReader(new MemoryStream(trace));
        var requests = Run(reader, machine);
        return (requests, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static long Run(TraceReader reader, OracleMachine machine)
    {
        var spec = machine.ToSpec();
        using var source = new TraceWorkSource(
            spec.Scheduler, spec.Cores, [new TraceRequest(reader, "trace")], spec.Dma.InjectionPorts, spec.Dma.RequestBytes);
        var built = MachineBuilder.Build(spec, source);
        Simulation.Run(built, Synchronizers.Create(Synchronizers.Sequential));
        return built.Cores.Sum(c => c.Dma.Stats.ReadRequests + c.Dma.Stats.WriteRequests);
    }

    private static byte[] Gemm(long m, long n, long tile, long subtile)
    {
        var stream = new MemoryStream();
        Write(stream, m, n, tile, subtile);
        return stream.ToArray();
    }

    private static void Write(Stream stream, long m, long n, long tile, long subtile)
    {
        using var writer = new TraceWriter(stream);
        TraceGenerator.Emit(writer, new GeneratedTraceOptions(), new GemmGenerator(new GemmOptions
        {
            M = m,
            N = n,
            K = tile,
            TileM = tile,
            TileN = tile,
            TileK = tile,
            SubtileM = subtile,
            SubtileN = subtile,
            SubtileK = subtile,
        }));
    }
}
