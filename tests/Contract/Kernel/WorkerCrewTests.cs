using ActorSim.Kernel.Dispatch;
using Xunit;

namespace ActorSim.Tests.Contract;

/// <summary>Whoever does them: every piece of every round is done once, and before the round returns.</summary>
public class WorkerCrewTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Every_piece_is_done_once_per_round(int workers)
    {
        var random = new Random(workers);
        var work = new CountedWork(workers, 40);
        using var crew = new WorkerCrew(work, workers);
        for (var round = 1; round <= 3000; round++)
        {
            work.Begin();
            var sizes = Enumerable.Range(0, workers).Select(_ => random.Next(4) == 0 ? 0 : random.Next(40)).ToArray();
            crew.RunRound(sizes);
            Assert.Equal(sizes, work.DonePerPile());
        }
    }

    /// <summary>Long enough without a round for helpers to go to sleep: the calling thread works alone in between.</summary>
    [Fact]
    public void Helpers_that_fell_asleep_are_woken_and_nothing_is_lost()
    {
        var work = new CountedWork(4, 10);
        using var crew = new WorkerCrew(work, 4);
        for (var round = 0; round < 20; round++)
        {
            Assert.NotEqual(0, Enumerable.Range(1, 300_000).Aggregate((a, b) => unchecked((a * 31) + b)));
            work.Begin();
            crew.RunRound([10, 0, 7, 1]);
            Assert.Equal([10, 0, 7, 1], work.DonePerPile());
        }
    }

    [Fact]
    public void A_crew_without_rounds_ends()
    {
        using var crew = new WorkerCrew(new CountedWork(3, 1), 3);
        crew.RunRound([0, 0, 0]);
    }

    private sealed class CountedWork(int piles, int most) : IForkedWork
    {
        private readonly int[] _done = new int[piles * most];

        public void Begin() => Array.Clear(_done);

        public void RunPiece(int pile, int piece, int worker)
        {
            Assert.InRange(worker, 0, piles - 1);
            Interlocked.Increment(ref _done[(pile * most) + piece]);
        }

        public int[] DonePerPile()
        {
            Assert.DoesNotContain(_done, d => d > 1);
            return Enumerable.Range(0, piles).Select(p => _done.Skip(p * most).Take(most).Sum()).ToArray();
        }
    }
}
