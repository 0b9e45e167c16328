using ActorSim.Trace.Reading;
using ActorSim.Trace.Writing;
using BenchmarkDotNet.Attributes;

namespace ActorSim.Bench.Suites;

/// <summary>A product with small subtiles, about 170 000 records: written (validated) and read (validated or not).</summary>
[MemoryDiagnoser]
public class TraceSuite
{
    private const long Size = 512;
    private const long Subtile = 16;
    private byte[] _trace = [];

    [GlobalSetup]
    public void Setup() => _trace = MachineRun.Gemm(Size, Subtile);

    [Benchmark]
    public long Write()
    {
        using var writer = new TraceWriter(new MemoryStream(_trace.Length));
        MachineRun.EmitGemm(writer, Size, Subtile);
        return writer.Records;
    }

    [Benchmark]
    [Arguments(true)]
    [Arguments(false)]
    public long Read(bool validate)
    {
        using var reader = new TraceReader(new MemoryStream(_trace), "bench", new TraceReaderOptions { Validate = validate });
        while (reader.Read())
        {
        }

        return reader.RecordsRead;
    }
}
