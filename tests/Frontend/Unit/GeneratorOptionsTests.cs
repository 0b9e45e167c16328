using ActorSim.Frontend.Generators;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class GeneratorOptionsTests
{
    [Theory]
    [InlineData(256, true)]
    [InlineData(0, false)]
    public void A_size_below_one_is_a_problem(long m, bool accepted)
    {
        var options = new GemmOptions { M = m, N = 256, K = 256, TileM = 128, TileN = 128, TileK = 128 };
        Assert.Equal(accepted, !options.Problems().Any());
    }
}
