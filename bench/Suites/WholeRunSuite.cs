using BenchmarkDotNet.Attributes;

namespace ActorSim.Bench.Suites;

/// <summary>gemm512 on the reference's machine from trace bytes to cycles; 98 304 requests.</summary>
[MemoryDiagnoser]
public class WholeRunSuite
{
    private byte[] _trace = [];

    [Params("fixed", "hbm2")]
    public string Memory { get; set; } = "fixed";

    [GlobalSetup]
    public void Setup() => _trace = MachineRun.Gemm(512);

    [Benchmark]
    public long Gemm512() => MachineRun.Run(_trace, Memory).Cycles;
}
