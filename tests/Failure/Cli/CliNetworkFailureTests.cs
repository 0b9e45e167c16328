using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>Networks that a machine cannot have: exit code 2, and a message with key, value and what to do.</summary>
public sealed class CliNetworkFailureTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mesh", "noc.virtual-channels=0", "0 virtual channels: must be from 1 to 64")]
    [InlineData("torus", "noc.virtual-channels=1", "needs 2 virtual channels per message class, 1 are given; channels would wait for each other: router 1 to 2 (VC class 0)")]
    [InlineData("mesh", "noc.link-bytes=0", "noc.link-bytes = 0 bytes must be from 1")]
    [InlineData("mesh", "noc.header-bytes=0", "noc.header-bytes = 0 bytes must be from 1")]
    [InlineData("mesh", "noc.buffer-flits=0", "0 flits of a buffer")]
    [InlineData("mesh", "noc.link-latency=0", "must be at least 1 cycle")]
    [InlineData("mesh", "noc.routing=nca", "one of: xy, yx, o1turn, adaptive")]
    [InlineData("mesh", "noc.router=la4", "'noc.router'")]
    [InlineData("mesh", "noc.size=2x2", "mesh2x2 has 4 nodes, but 1 nodes of cores and 16 channels need 17")]
    [InlineData("mesh", "noc.size=2y2", "topology 'mesh2y2' is not known")]
    [InlineData("mesh", "noc.nodes-per-core=0", "noc.nodes-per-core = 0 must be from 1")]
    [InlineData("mesh", "noc.core-nodes=[3]", "noc.channel-nodes has 0 nodes, but there are 16 channels: 16 are needed")]
    [InlineData("file", "noc.seed=1", "noc.model = file needs noc.file")]
    [InlineData("file", "noc.file=nowhere.txt", "nowhere.txt: cannot open")]
    [InlineData("meshh", "noc.seed=1", "did you mean 'mesh'?")]
    public void A_wrong_value_is_refused(string model, string assignment, string part)
    {
        var run = CliRun.Of("run", _folder.SmallTrace(), "--set", $"noc.model={model}", "--set", assignment);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(part.StartsWith('\'') ? part[1..^1] : part, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Theory]
    [InlineData("[3]", "[3,4]", "node 3 is given to core 0 and to channel 0")]
    [InlineData("[0]", "[5,5]", "node 5 is given to channel 0 and to channel 1")]
    [InlineData("[9]", "[0,1]", "core 0 is placed at node 9; mesh3x3 has nodes 0 to 8")]
    [InlineData("[-1]", "[0,1]", "core 0 is placed at node -1")]
    [InlineData("[0]", "[1]", "noc.channel-nodes has 1 nodes, but there are 2 channels")]
    public void A_node_is_given_once_and_everybody_has_one(string core, string channels, string part)
    {
        var run = Run("mesh", "noc.size=3x3", $"noc.core-nodes={core}", $"noc.channel-nodes={channels}");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(part, run.Error);
    }

    [Fact]
    public void A_node_that_cannot_be_reached_is_named()
    {
        var file = _folder["apart.txt"];
        File.WriteAllText(file, "router 0 node 0 node 1\nrouter 1 node 2\n");
        var run = Run("file", $"noc.file=\"{file}\"");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"actorsim: error: --set noc.file=", run.Error);
        Assert.Contains("node 0 cannot be reached from node 2", run.Error);
    }

    private CliRun Run(string model, params string[] assignments) => CliRun.Of(
        ["run", _folder.SmallTrace(), "--set", "dram.channels=2", "--set", $"noc.model={model}", .. assignments.SelectMany(a => new[] { "--set", a })]);
}
