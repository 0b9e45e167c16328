using ActorSim.Actors.Dma;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>Descriptor expansion against the set of addresses, element by element.</summary>
public class RequestRunsTests
{
    [Fact]
    public void Runs_are_the_set_of_requests_that_hold_a_first_byte()
    {
        var random = new Random(11);
        var runs = new RequestRuns();
        for (var n = 0; n < 3000; n++)
        {
            var (dims, strides) = Box(random);
            var (bytes, request) = (1 << random.Next(4), 8 << random.Next(6));
            var start = 1_000_000L + random.Next(4096);
            runs.Build(start, dims, strides, bytes, request);
            AssertRuns(Addresses(start, dims, strides, bytes, -1, []), runs, request);
        }
    }

    [Fact]
    public void Indirect_offsets_shift_every_index_of_their_axis()
    {
        var random = new Random(12);
        var runs = new RequestRuns();
        for (var n = 0; n < 1000; n++)
        {
            var (dims, strides) = Box(random);
            var axis = random.Next(dims.Length);
            var offsets = Enumerable.Range(0, (int)dims[axis]).Select(_ => (long)random.Next(2000)).ToArray();
            var (bytes, request) = (1 << random.Next(4), 8 << random.Next(6));
            runs.BuildIndirect(1_000_000, dims, strides, axis, offsets, bytes, request);
            AssertRuns(Addresses(1_000_000, dims, strides, bytes, axis, offsets), runs, request);
        }
    }

    [Fact]
    public void Contiguous_tile_of_many_rows_is_one_run()
    {
        var runs = new RequestRuns();
        runs.Build(4096, [128, 128], [128, 1], 4, 32);
        Assert.Equal((1, 128 * 128 * 4 / 32), (runs.Count, runs.Total));
        runs.Build(4096, [128, 128], [256, 1], 4, 32);
        Assert.Equal((128, 128 * 128 * 4 / 32), (runs.Count, runs.Total));
    }

    [Fact]
    public void Empty_dimension_gives_no_request()
    {
        var runs = new RequestRuns();
        runs.Build(64, [4, 0], [1, 1], 4, 32);
        Assert.Equal((0, 0), (runs.Count, runs.Total));
    }

    private static (long[] Dims, long[] Strides) Box(Random random)
    {
        var rank = random.Next(1, 5);
        var dims = Enumerable.Range(0, rank).Select(_ => (long)random.Next(1, 9)).ToArray();
        var strides = Enumerable.Range(0, rank).Select(_ => random.Next(4) switch
        {
            0 => random.Next(-3, 4),
            1 => 1,
            2 => (long)random.Next(-200, 200),
            _ => random.Next(0, 3000),
        }).ToArray();
        return (dims, strides);
    }

    private static SortedSet<long> Addresses(long start, long[] dims, long[] strides, int bytes, int axis, long[] offsets)
    {
        var found = new SortedSet<long>();
        var index = new long[dims.Length];
        for (var n = dims.Aggregate(1L, (x, y) => x * y); n > 0; n--)
        {
            var element = index.Select((i, k) => (i * strides[k]) + (k == axis ? offsets[i] : 0)).Sum();
            found.Add(start + (element * bytes));
            for (var k = 0; k < dims.Length && ++index[k] == dims[k]; k++)
            {
                index[k] = 0;
            }
        }

        return found;
    }

    private static void AssertRuns(SortedSet<long> addresses, RequestRuns runs, int request)
    {
        var expected = addresses.Select(a => a / request).Distinct().Order().ToArray();
        var actual = new List<long>();
        foreach (var run in runs.Runs)
        {
            for (var t = run.First; t <= run.Last; t++)
            {
                actual.Add(t);
            }
        }

        Assert.Equal(expected, actual);
        Assert.Equal(expected.Length, runs.Total);
    }
}
