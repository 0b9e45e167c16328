using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Frontend.Tests.Emission;

/// <summary>Gathers: which elements a trace touches follows from the index data, or from a fixed pattern.</summary>
public sealed class IndirectTraceTests
{
    private const int Rows = 10;
    private const int Columns = 6;

    // Rows idx[i] of a 10 x 6 table, i below 8 of which 5 are valid.
    private static Module RowGather { get; } = Gather([8, 1], [8], [new(8, 1, 0, 1, null, 5)],
        [new(8, 0, 0, 1, null, 5), new(Columns, 1, 1)], Columns, Rows);

    // Element idx[i, j] of the table's flat contents.
    private static Module ElementGather { get; } = Gather([2, 3], [2, 3], [new(2, 3, 0), new(3, 1, 1)],
        [new(2, 0, 0), new(3, 0, 1)], 1, Rows * Columns);

    [Fact]
    public void Rows_are_those_of_the_index_data()
    {
        var (offsets, dims) = Gathered(RowGather, [9, 0, 3, 3, 7, 99, 99, 99]);
        Assert.Equal([9 * Columns, 0, 3 * Columns, 3 * Columns, 7 * Columns], offsets[..5]);
        Assert.Equal([8L, Columns], dims);
    }

    [Fact]
    public void Offsets_along_several_axes_become_one_axis()
    {
        var (offsets, dims) = Gathered(ElementGather, [5, 50, 7, 7, 0, 59]);
        Assert.Equal([5L, 50, 7, 7, 0, 59], offsets);
        Assert.Equal([6L], dims);
    }

    [Fact]
    public void Without_data_a_fixed_pattern_within_the_limit_stands_in()
    {
        var first = Gathered(RowGather, null).Offsets;
        Assert.Equal(first, Gathered(RowGather, null).Offsets);
        Assert.All(first, o => Assert.InRange(o, 0, (Rows - 1) * Columns));
        Assert.True(first.Distinct().Count() > 1);
    }

    [Fact]
    public void An_index_outside_the_table_is_refused()
    {
        var e = Assert.Throws<CompileException>(() => Gathered(RowGather, [10, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Equal(ProducerDiagnostics.IndexData, e.Diagnostics[0].Code);
        Assert.Contains("index 10", e.Message);
    }

    private static Module Gather(
        long[] offsetShape, long[] indexShape, ImmutableArray<TransferAxis> load, ImmutableArray<TransferAxis> gather, long stride, long limit)
    {
        long[] shape = [.. gather.Select(a => a.Extent)];
        return HandMade.Module(
            [HandMade.Tensor(0, ElementType.I64, TensorRole.Input, indexShape), HandMade.Tensor(1, ElementType.I32, TensorRole.Input, Rows, Columns),
                HandMade.Tensor(2, ElementType.I32, TensorRole.Output, shape)],
            [HandMade.Buffer(0, ElementType.I64, 0, offsetShape), HandMade.Buffer(1, ElementType.I32, 0, shape)],
            new Transfer(TransferDirection.Load, 0, 0, 0, load),
            new Transfer(TransferDirection.Load, 1, 0, 1, gather) { Indirect = new IndirectAccess(0, stride) { Limit = limit } },
            new Transfer(TransferDirection.Store, 2, 0, 1, [.. shape.Select((extent, k) => new TransferAxis(extent, k == 0 && shape.Length > 1 ? shape[1] : 1, k))]));
    }

    private static (long[] Offsets, long[] Dims) Gathered(Module module, long[]? data)
    {
        var options = new ProducerOptions
        {
            IndexData = data is null ? ImmutableDictionary<int, long[]>.Empty : ImmutableDictionary<int, long[]>.Empty.Add(0, data),
        };
        using var reader = new TraceReader(new MemoryStream(Compiled.Trace(HandMade.Package(module), options)));
        while (reader.Read())
        {
            if (reader.Kind != TraceObjectKind.WorkItem) continue;
            foreach (var record in reader.WorkItem.Records)
                if (record.HasOptions && reader.WorkItem.Options(in record) is { HasIndirect: true } indirect)
                {
                    Assert.Equal([0], reader.WorkItem.Reads(in record).ToArray());
                    return (indirect.IndirectOffsets.ToArray(), reader.WorkItem.Dims(in record).ToArray());
                }
        }

        throw new InvalidOperationException("no indirect transfer");
    }
}
