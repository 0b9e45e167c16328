using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Fusion;

public sealed class RandomGraphLaws
{
    [Fact]
    public void Passes_keep_the_results_of_random_graphs()
    {
        var saved = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var graph = new RandomGraph(seed);
            var (fused, apart) = graph.Case.Kernels(graph.Outputs);
            Assert.True(fused <= apart, $"seed {seed}: {fused} kernels fused, {apart} apart");
            saved += apart - fused;
        }

        Assert.True(saved > 40, $"only {saved} kernels fewer");
    }
}
