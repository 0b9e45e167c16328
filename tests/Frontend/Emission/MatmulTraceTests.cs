using ActorSim.Frontend.Compiler.Cost.Tables;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Frontend.Tests.Emission;

/// <summary>Traces of matrix products from packages.</summary>
public sealed class MatmulTraceTests
{
    // The reference's figures (PyTorchSim's frontend, 7.5): clear assumed, preload 91/91, matmul 395/267.
    private static readonly CostTable Reference = CostTableFile.Parse("reference.tsv", "64\t0\n91\t91\n395\t267\n");

    [Fact]
    public void Gemm_256_has_4_preloads_and_8_matmuls_of_the_reference_costs()
    {
        var package = Compiled.Package("matmul", "M=256,N=256,K=256", costs: Reference);
        var bytes = Compiled.Trace(package);
        var units = new Dictionary<ComputeUnit, int>();
        var costs = new Dictionary<int, TileCost>();
        using var reader = new TraceReader(new MemoryStream(bytes));
        while (reader.Read())
        {
            if (reader.Kind == TraceObjectKind.TileCost) costs.Add(reader.TileCost.Id, reader.TileCost);
            if (reader.Kind != TraceObjectKind.WorkItem) continue;
            foreach (var record in reader.WorkItem.Records)
                if (record.Kind == RecordKind.Compute)
                    units[costs[record.TileId].Unit] = units.GetValueOrDefault(costs[record.TileId].Unit) + 1;
        }

        Assert.Equal(4, units[ComputeUnit.Preload]);
        Assert.Equal(8, units[ComputeUnit.Matmul]);
        Assert.Equal((395, 267), costs.Values.Where(c => c.Unit == ComputeUnit.Matmul).Select(c => (c.Cycles, c.OverlapCycles)).Single());
        Assert.Equal((91, 91), costs.Values.Where(c => c.Unit == ComputeUnit.Preload).Select(c => (c.Cycles, c.OverlapCycles)).Single());
    }

    [Theory]
    [InlineData(1024, 1, 64 + 512)]
    [InlineData(2048, 4, 4 * 8 * 32 + 4 * 8 * 128)]
    public void Square_products_have_the_reference_numbers_of_work_items_and_systolic_operations(long n, long workItems, long operations)
    {
        var sink = Compiled.Count(Compiled.Package("matmul", $"M={n},N={n},K={n}"));
        Assert.Equal((workItems, operations), (sink.WorkItems, sink.Computes - sink.WorkItems));
    }

    [Theory]
    [InlineData("M=?,N=256,K=256", 1L)]
    [InlineData("M=?,N=256,K=256", 100L)]
    [InlineData("M=?,N=?n,K=?k", 512L, 100L, 61L)]
    [InlineData("M=?,N=?n,K=?k", 129L, 56L, 61L)]
    [InlineData("M=?,N=1024,K=1024,bias=2", 1000L)]
    [InlineData("M=?,N=1024,K=1024,residual=true,activation=gelu", 2049L)]
    public void One_package_gives_valid_traces_at_any_size_and_the_same_bytes_every_time(string definitions, params long[] sizes)
    {
        var package = Compiled.Package("matmul", definitions);
        Assert.Equal(Compiled.Trace(package, sizes), Compiled.Trace(package, sizes));
        Assert.Equal(Compiled.Trace(package, sizes), Compiled.Trace(KernelPackage.FromBytes(package.ToBytes(), "copy"), sizes));
    }

    [Fact]
    public void A_tail_moves_only_what_is_inside()
    {
        var package = Compiled.Package("matmul", "M=?,N=256,K=256");
        Assert.Equal(100L * 256, LoadedElements(Compiled.Trace(package, 100), tensor: 0));
        Assert.Equal(1L * 256, LoadedElements(Compiled.Trace(package, 1), tensor: 0));
    }

    [Fact]
    public void Work_items_grow_with_the_size_and_are_numbered_along_the_parallel_loops()
    {
        var package = Compiled.Package("matmul", "M=?,N=1024,K=256");
        var indices = new List<long[]>();
        using var producer = new TraceProducer(ModulePlan.Of(package.Module, package.Costs), [5000]);
        while (producer.Read())
        {
            if (producer.Kind != TraceObjectKind.WorkItem) continue;
            using var item = producer.TakeWorkItem();
            Assert.Equal(indices.Count, item.Index);
            indices.Add(item.ParallelIndices.ToArray());
        }

        Assert.True(indices.Count > 1);
        Assert.Equal(Enumerable.Range(0, indices.Count).Select(n => (long)n), indices.Select(i => i[0]));
    }

    [Fact]
    public void Overflow_of_addresses_is_refused_with_every_tensor_named()
    {
        var package = Compiled.Package("matmul", "M=?,N=256,K=256");
        var e = Assert.Throws<CompileException>(() => Compiled.Count(package, 1L << 60));
        Assert.Equal(["tensor 'a'", "tensor 'y'"], e.Diagnostics.Select(d => d.Where));
        Assert.All(e.Diagnostics, d => Assert.Equal(ProducerDiagnostics.Overflow, d.Code));
    }

    [Fact]
    public void A_cost_table_of_another_kernel_is_refused()
    {
        var table = CostTableFile.Parse("other.tsv", "64\t0\n91\t91\n");
        var e = Assert.Throws<CompileException>(() => Compiled.Package("matmul", "M=256,N=256,K=256", costs: table));
        Assert.Contains("has 2 rows", e.Message);
    }

    [Fact]
    public void Shape_arguments_are_checked_together()
    {
        var package = Compiled.Package("matmul", "M=?d8,N=?,K=?k");
        var bag = new DiagnosticBag();
        ShapeArguments.Bind(package.Module, [new("M", 12), new("N", -4), new("Q", 3)], bag);
        Assert.Equal(["SIM6010", "SIM6011", "SIM6012", "SIM6012"], bag.All.Select(d => d.Code.Id).Order());
    }

    private static long LoadedElements(byte[] trace, int tensor)
    {
        long elements = 0;
        using var reader = new TraceReader(new MemoryStream(trace));
        while (reader.Read())
        {
            if (reader.Kind != TraceObjectKind.WorkItem) continue;
            foreach (var record in reader.WorkItem.Records)
            {
                if (!record.IsLoad || record.TensorId != tensor) continue;
                var options = reader.WorkItem.Options(in record);
                var dims = reader.WorkItem.Dims(in record);
                long moved = 1;
                for (var k = 0; k < dims.Length; k++) moved *= options.HasValidBox ? options.ValidHigh[k] - options.ValidLow[k] : dims[k];
                elements += moved;
            }
        }

        return elements;
    }
}
