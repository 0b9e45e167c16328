using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using Xunit;

namespace ActorSim.Tests.Laws;

public class RequestCounterLaws
{
    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(48)]
    public void Count_equals_the_set_of_aligned_element_addresses(int request)
    {
        var random = new Random(request);
        var counter = new RequestCounter(request);
        var tensor = new TraceTensor(0, "X", "b", [1 << 20], 1 << 20, 1 << 20);
        for (int i = 0; i < 3000; i++)
        {
            using WorkItem item = RandomTransfer(random);
            TraceRecord record = item.Records[0];
            Assert.Equal(Naive(item, in record, tensor, request), counter.Count(item, in record, tensor));
        }
    }

    private static WorkItem RandomTransfer(Random random)
    {
        int rank = random.Next(1, 5);
        var dims = new long[rank];
        var strides = new long[rank];
        for (int k = 0; k < rank; k++)
        {
            dims[k] = random.Next(1, 7);
            strides[k] = random.Next(3) == 0 ? random.Next(-3, 4) : random.Next(-200, 200);
        }
        DmaOptionsSpec? options = null;
        if (random.Next(3) == 0)
        {
            long[] low = [.. dims.Select(d => random.NextInt64(d + 1))];
            int axis = random.Next(rank);
            options = new DmaOptionsSpec
            {
                ValidLow = low,
                ValidHigh = [.. dims.Select((d, k) => random.NextInt64(low[k], d + 1))],
                Fill = RawMessagePack.From(0L),
                IndirectAxis = axis,
                IndirectOffsets = random.Next(2) == 0 ? null : [.. Enumerable.Range(0, (int)dims[axis]).Select(_ => random.NextInt64(500))],
            };
        }
        var w = new WorkItemBuilder().Begin(0, 0);
        w.AddLoad(new(0, random.Next(5000), dims, strides, 8 << random.Next(4)), new(0, 0, true), [0], default, options);
        return w.Build();
    }

    private static long Naive(WorkItem item, in TraceRecord record, TraceTensor tensor, int request)
    {
        var found = new HashSet<long>();
        long[] dims = item.Dims(in record).ToArray();
        long[] strides = item.Strides(in record).ToArray();
        DmaOptions options = item.Options(in record);
        long total = dims.Aggregate(1L, (a, b) => a * b);
        for (long n = 0; n < total; n++)
        {
            long rest = n;
            long offset = record.ElementOffset;
            bool valid = true;
            for (int k = dims.Length - 1; k >= 0; k--)
            {
                long i = rest % dims[k];
                rest /= dims[k];
                offset += i * strides[k];
                if (options.HasIndirect && options.IndirectAxis == k)
                    offset += options.IndirectOffsets[(int)i];
                valid &= !options.HasValidBox || (i >= options.ValidLow[k] && i < options.ValidHigh[k]);
            }
            if (valid)
                found.Add((tensor.BaseAddress + offset * record.ElementBytes) / request);
        }
        return found.Count;
    }
}
