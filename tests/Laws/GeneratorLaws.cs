using ActorSim.Frontend.Generators;
using ActorSim.Tests.Unit;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using ActorSim.Trace.Writing;
using Xunit;

namespace ActorSim.Tests.Laws;

public class GeneratorLaws
{
    [Fact]
    public void Gemm_of_any_shape_is_valid_moves_every_tile_and_multiplies_every_product_once()
    {
        var random = new Random(5);
        for (int i = 0; i < 60; i++)
        {
            var o = new GemmOptions
            {
                M = random.Next(1, 700),
                N = random.Next(1, 700),
                K = random.Next(1, 700),
                TileM = random.Next(1, 400),
                TileN = random.Next(100, 400),
                TileK = random.Next(100, 400),
                SubtileM = random.Next(20, 200),
                SubtileN = random.Next(20, 129),
                SubtileK = random.Next(20, 129),
                ElementBits = 8 << random.Next(4),
            };
            byte[] trace = Valid(new GemmGenerator(o));
            Assert.Equal(o.M * o.N * o.K, Products(trace));
            TraceInfo info = Info(trace);
            int size = o.ElementBits / 8;
            Assert.Equal(o.M * o.N * size, info.Traffic[2].StoredBytes);
            Assert.Equal(o.M * o.K * size * ((o.N + Math.Min(o.TileN, o.N) - 1) / Math.Min(o.TileN, o.N)), info.Traffic[0].LoadedBytes);
            Assert.Equal(o.N * o.K * size * ((o.M + Math.Min(o.TileM, o.M) - 1) / Math.Min(o.TileM, o.M)), info.Traffic[1].LoadedBytes);
        }
    }

    [Fact]
    public void Attention_of_any_shape_is_valid_and_multiplies_twice_per_query_and_key()
    {
        var random = new Random(6);
        for (int i = 0; i < 40; i++)
        {
            var o = new AttentionOptions
            {
                Heads = random.Next(1, 4),
                QueryLength = random.Next(1, 400),
                KeyLength = random.Next(1, 400),
                HeadSize = random.Next(1, 200),
                TileQueries = random.Next(16, 200),
                TileKeys = random.Next(16, 300),
            };
            byte[] trace = Valid(new AttentionGenerator(o));
            Assert.Equal(2 * o.Heads * o.QueryLength * o.KeyLength * o.HeadSize, Products(trace));
            Assert.Equal(o.Heads * o.QueryLength * o.HeadSize * 4, Info(trace).Traffic[3].StoredBytes);
        }
    }

    [Fact]
    public void Convolution_of_any_shape_is_valid_and_loads_only_what_lies_in_the_image()
    {
        var random = new Random(7);
        for (int i = 0; i < 60; i++)
        {
            var o = new ConvOptions
            {
                Batch = random.Next(1, 3),
                Height = random.Next(5, 30),
                Width = random.Next(5, 30),
                Channels = random.Next(1, 200),
                Filters = random.Next(1, 200),
                KernelHeight = random.Next(1, 5),
                KernelWidth = random.Next(1, 5),
                Stride = random.Next(1, 4),
                TileHeight = random.Next(1, 9),
                TileWidth = random.Next(1, 9),
            };
            o = o with { Padding = random.Next((int)Math.Min(o.KernelHeight, o.KernelWidth)) };
            byte[] trace = Valid(new ConvGenerator(o));
            TraceInfo info = Info(trace);
            Assert.Equal(o.Batch * o.OutHeight * o.OutWidth * o.Filters * 4, info.Traffic[2].StoredBytes);
            Assert.Equal(Taps(o) * ((o.Filters + 127) / 128) * o.Batch * o.Channels * 4, info.Traffic[0].LoadedBytes);
            Assert.Equal(o.Batch * o.OutHeight * o.OutWidth * o.Filters * o.Channels * o.KernelHeight * o.KernelWidth, Products(trace));
        }
    }

    [Fact]
    public void Vector_add_and_layer_norm_of_any_shape_are_valid()
    {
        var random = new Random(8);
        for (int i = 0; i < 40; i++)
        {
            long elements = random.Next(1, 5000);
            byte[] add = Valid(new VectorAddGenerator(new VectorAddOptions
            {
                Elements = elements,
                Tile = random.Next(1, 700),
                Async = random.Next(2) == 0,
                ElementBits = 16,
            }));
            Assert.Equal([elements * 2, elements * 2, 0L], Info(add).Traffic.Select(t => t.LoadedBytes));
            long rows = random.Next(1, 300);
            long columns = random.Next(1, 300);
            byte[] norm = Valid(new LayerNormGenerator(new LayerNormOptions
            {
                Rows = rows,
                Columns = columns,
                StatisticsRows = random.Next(1, 200),
                StatisticsColumns = random.Next(1, 200),
                TileRows = random.Next(8, 100),
                TileColumns = random.Next(8, 100),
            }));
            Assert.Equal(rows * columns * 4, Info(norm).Traffic[6].StoredBytes);
        }
    }

    [Fact]
    public void Kernels_chain_by_tensor_name_and_wait_for_each_other()
    {
        var first = new GemmOptions { Name = "up", M = 64, N = 96, K = 32, TileM = 64, TileN = 96, TileK = 32, TensorC = "hidden" };
        var second = new GemmOptions { Name = "down", M = 64, N = 32, K = 96, TileM = 64, TileN = 32, TileK = 96, TensorA = "hidden" };
        byte[] trace = Valid(new GemmGenerator(first), new GemmGenerator(second));
        TraceInfo info = Info(trace);
        Assert.Equal(["up.A", "up.B", "hidden", "down.B", "down.C"], info.Traffic.Select(t => t.Tensor.Name));
        Assert.Equal(info.Traffic[2].StoredBytes, info.Traffic[2].LoadedBytes);
        var wrong = second with { K = 64 };
        var refusal = Assert.Throws<ArgumentException>(() => Valid(new GemmGenerator(first), new GemmGenerator(wrong)));
        Assert.Contains("'hidden'", refusal.Message);
    }

    [Fact]
    public void Wrong_options_are_listed_together_and_nothing_is_emitted()
    {
        var options = new GemmOptions { M = 0, N = 1, K = 1, TileM = 1, TileN = -1, TileK = 1, ElementBits = 12, SubtileK = 129 };
        var output = new MemoryStream();
        var refusal = Assert.Throws<ArgumentException>(
            () => TraceGenerator.Emit(new TraceWriter(output), new GeneratedTraceOptions(), new GemmGenerator(options)));
        foreach (string part in new[] { "gemm: M 0: must be 1 or more", "TileN -1", "ElementBits 12", "SubtileK 129: must be 128 or less" })
            Assert.Contains(part, refusal.Message);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public void Emission_holds_one_work_item_whatever_the_size()
    {
        Assert.InRange(Allocated(32) - Allocated(16), 0, 200_000);

        long Allocated(int tiles)
        {
            var o = new GemmOptions
            {
                M = 64 * tiles,
                N = 64 * tiles,
                K = 256,
                TileM = 64,
                TileN = 64,
                TileK = 64,
                SubtileM = 32,
                SubtileN = 32,
                SubtileK = 32,
            };
            long before = GC.GetAllocatedBytesForCurrentThread();
            TraceGenerator.Emit(new CountingSink(), new GeneratedTraceOptions(), new GemmGenerator(o));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    /// <summary>Elements of the image that lie under a kernel position, summed over outputs: counted one by one.</summary>
    private static long Taps(ConvOptions o)
    {
        long Along(long outputs, long kernel, long extent)
        {
            long count = 0;
            for (long i = 0; i < outputs; i++)
            {
                for (long k = 0; k < kernel; k++)
                {
                    long at = i * o.Stride + k - o.Padding;
                    count += at >= 0 && at < extent ? 1 : 0;
                }
            }
            return count;
        }
        return Along(o.OutHeight, o.KernelHeight, o.Height) * Along(o.OutWidth, o.KernelWidth, o.Width);
    }

    private static byte[] Valid(params IKernelGenerator[] kernels)
    {
        byte[] trace = TraceSamples.Write(sink => TraceGenerator.Emit(sink, new GeneratedTraceOptions(), kernels));
        Assert.True(TraceValidator.Check(new MemoryStream(trace), "generated").IsValid);
        return trace;
    }

    private static TraceInfo Info(byte[] trace)
    {
        using TraceReader reader = TraceSamples.Read(trace);
        return TraceInfo.Of(reader);
    }

    /// <summary>Multiplications of all matmuls, from their dims.</summary>
    private static long Products(byte[] trace)
    {
        long products = 0;
        var matmuls = new HashSet<int>();
        using TraceReader reader = TraceSamples.Read(trace);
        while (reader.Read())
        {
            if (reader.Kind == TraceObjectKind.TileCost && reader.TileCost.Unit == ComputeUnit.Matmul)
                matmuls.Add(reader.TileCost.Id);
            if (reader.Kind != TraceObjectKind.WorkItem)
                continue;
            foreach (TraceRecord record in reader.WorkItem.Records)
            {
                if (record.Kind != RecordKind.Compute || !matmuls.Contains(record.TileId))
                    continue;
                ReadOnlySpan<long> dims = reader.WorkItem.Dims(in record);
                products += dims[0] * dims[1] * dims[2];
            }
        }
        return products;
    }
}
