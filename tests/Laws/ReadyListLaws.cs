using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>The search of ready instructions against a plain list, and what it costs.</summary>
public class ReadyListLaws
{
    [Fact]
    public void The_first_position_that_fits_is_that_of_a_plain_search()
    {
        var random = new Random(1);
        var tree = new LeastBytes();
        var plain = new SortedDictionary<int, long>();
        for (var k = 0; k < 20_000; k++)
        {
            var position = random.Next(300);
            if (plain.Remove(position))
            {
                tree.Remove(position);
            }
            else
            {
                plain[position] = random.Next(50) == 0 ? long.MinValue : random.Next(100);
                tree.Set(position, plain[position]);
            }

            var (most, after) = (random.Next(-5, 100), random.Next(-1, 310));
            var expected = plain.Where(p => p.Key > after && p.Value <= most).Select(p => p.Key).DefaultIfEmpty(LeastBytes.None).First();
            Assert.Equal(expected, tree.First(most, after));
        }
    }

    /// <summary>Small loads behind more and more large ones that do not fit: each is found without walking those.</summary>
    [Theory]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    public void A_search_past_blocked_instructions_costs_the_logarithm_of_their_number(int instructions)
    {
        var tree = new LeastBytes();
        for (var k = 0; k < instructions; k++)
        {
            tree.Set(k, k % 2 == 0 ? 1000 : 10);
        }

        var before = tree.Steps;
        for (var found = 0; found < instructions / 2; found++)
        {
            var at = tree.First(10, -1);
            Assert.Equal((2 * found) + 1, at);
            tree.Remove(at);
        }

        Assert.Equal(LeastBytes.None, tree.First(10, -1));
        Assert.InRange(tree.Steps - before, 1, 4L * 20 * (instructions / 2));
    }

    /// <summary>Loads of two sizes are ready at once and room comes for the small ones only, one after the other.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(20_000)]
    public void Steps_of_a_work_item_follow_its_records(int pairs)
    {
        var graph = LoadsOfTwoSizes(pairs);
        for (var issued = 0; issued < pairs; issued++)
        {
            var at = graph.Ready.FirstThatCanIssue(freeBytes: 32, slotFree: true);
            Assert.Equal(32, graph[at].Bytes);
            graph.Ready.Remove(graph, at);
        }

        Assert.Equal(-1, graph.Ready.FirstThatCanIssue(32, slotFree: true));
        Assert.True(graph.Ready.WaitsForSpad);
        Assert.InRange(graph.Ready.Steps, 1, 4L * 20 * 2 * pairs);
    }

    private static WorkItemGraph LoadsOfTwoSizes(int pairs)
    {
        var t = new MicroTrace();
        t.Item();
        for (var k = 0; k < pairs; k++)
        {
            var (large, small) = (t.Buffer(64), t.Buffer(32));
            t.Load(large, 2).Load(small, 1).Vector(1, [large, small], []);
        }

        var program = new TraceProgram("t", 0);
        using var reader = new TraceReader(new MemoryStream(t.ToBytes()), "t");
        while (reader.Read() && reader.Kind != TraceObjectKind.WorkItem)
        {
            Declare(program, reader);
        }

        var graph = new WorkItemGraph(0);
        new GraphBuilder().Build(new AssignedWorkItem(reader.TakeWorkItem(), program, 0), graph);
        return graph;
    }

    private static void Declare(TraceProgram program, TraceReader reader)
    {
        switch (reader.Kind)
        {
            case TraceObjectKind.Tensor:
                program.Add(reader.Tensor);
                break;
            case TraceObjectKind.Buffer:
                program.Add(reader.Buffer);
                break;
            case TraceObjectKind.TileCost:
                program.Add(reader.TileCost);
                break;
            default:
                break;
        }
    }
}
