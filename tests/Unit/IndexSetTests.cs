using ActorSim.Actors.Scheduler.Feeds;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>Work-items that have retired: which, and what remembering them costs.</summary>
public class IndexSetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_came_is_there_and_nothing_else_in_any_order(int seed)
    {
        var random = new Random(seed);
        var order = Enumerable.Range(0, 5000).ToArray();
        random.Shuffle(order);
        var set = new IndexSet();
        var model = new HashSet<int>();
        foreach (var index in order)
        {
            set.Add(index);
            model.Add(index);
            var other = random.Next(6000);
            Assert.Equal(model.Contains(other), set.Contains(other));
        }

        Assert.All(order, i => Assert.True(set.Contains(i)));
        set.Clear();
        Assert.False(set.Contains(0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ten_million_indices_behind_one_that_waits_cost_less_than_a_byte_each(bool firstWaits)
    {
        const int Count = 10_000_000;
        var set = new IndexSet();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var index = firstWaits ? 1 : 0; index < Count; index++)
        {
            set.Add(index);
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < Count / 2);
        Assert.Equal((!firstWaits, true), (set.Contains(0), set.Contains(Count - 1)));
    }
}
