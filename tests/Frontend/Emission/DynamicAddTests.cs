using Xunit;

namespace ActorSim.Frontend.Tests.Emission;

/// <summary>One package of a sum serves every length (PyTorchSim's frontend, 8.1).</summary>
public sealed class DynamicAddTests
{
    [Theory]
    [InlineData(100, 1)]
    [InlineData(1000, 2)]
    [InlineData(1024, 2)]
    [InlineData(1536, 3)]
    [InlineData(2048, 4)]
    public void Work_items_follow_the_length(long length, long workItems)
    {
        var package = Compiled.Package("add", "shape=?N");
        var sink = Compiled.Count(package, length);
        Assert.Equal((workItems, 2 * workItems, workItems), (sink.WorkItems, sink.Loads, sink.Stores));
        Assert.NotEmpty(Compiled.Trace(package, length));
    }
}
