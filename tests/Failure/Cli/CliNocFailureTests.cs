using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>Wrong input of <c>actorsim noc</c>: exit code 2, one message that names place and value, no file left behind.</summary>
public sealed class CliNocFailureTests : IDisposable
{
    private const string Good = """
        {"name":"a","topology":"mesh","k":4,"n":2,"routing":"dor","num_vcs":2,"vc_buf_size":4,"routing_delay":0,"packets":[[0,0,3,1]]}
        """;

    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--topology", "mesh", "topology 'mesh' is not known")]
    [InlineData("--topology", "mesh0x4", "size 0 must be from 1")]
    [InlineData("--topology", "fattree60k4", "60 nodes are not a power of 4")]
    [InlineData("--topology", "flatfly60", "60 nodes are not a square grid")]
    [InlineData("--topology", "mesh4x4k2", "sizes that mesh does not have")]
    [InlineData("--routing", "adaptive2", "one of: xy, yx, o1turn, adaptive")]
    [InlineData("--vcs", "0", "0 virtual channels: must be from 1 to 64")]
    [InlineData("--vcs", "65", "65 virtual channels")]
    [InlineData("--buffer", "0", "0 flits of a buffer")]
    [InlineData("--router", "la4", "one of: la3, canon4, spec2, slow6")]
    [InlineData("--traffic", "unifrom", "one of: uniform")]
    [InlineData("--traffic", "hotspot(64,2)", "the node must be below 64")]
    [InlineData("--link-latency", "0", "must be at least 1 cycle")]
    [InlineData("--link-latency", "-3", "must be at least 1 cycle")]
    [InlineData("--rates", "0.1,0", "'0' is not a rate")]
    [InlineData("--rates", "1.5", "'1.5' is not a rate")]
    [InlineData("--flits", "0", "a packet of 0 flits")]
    [InlineData("--injection", "poisson", "one of: bernoulli, deterministic")]
    [InlineData("--sample-period", "0", "--sample-period 0 must be from 1")]
    public void A_wrong_option_of_bench_is_refused(string option, string value, string part) =>
        Refused(["bench", option, value, "--json", _folder["out.json"]], part);

    [Fact]
    public void A_link_without_width_is_refused() =>
        Refused(["bench", "--packet-bytes", "64", "--link-bytes", "0", "--json", _folder["out.json"]], "--link-bytes 0", "at least 1 byte wide");

    [Fact]
    public void A_torus_with_one_virtual_channel_names_the_ring() =>
        Refused(["bench", "--topology", "torus4x4", "--vcs", "1", "--json", _folder["out.json"]], "needs 2 virtual channels", "router 1 to 2 (VC class 0)");

    [Theory]
    [InlineData("router 0 node 0 node 0\n", "net.txt:1", "node 0 is placed twice")]
    [InlineData("router 0 node 0 router 1\nrouter 1 node 2\n", "net.txt", "node 1 is missing (it is placed at no router)")]
    [InlineData("router 0 node 0 router 2\nrouter 2 node 1\n", "net.txt", "router 1 is missing")]
    [InlineData("router 0 node 0 router 1 -4\nrouter 1 node 1\n", "net.txt:1", "latency -4")]
    [InlineData("router 0 node 0 router 1 0\nrouter 1 node 1\n", "net.txt:1", "latency 0")]
    [InlineData("router 0 node 0 router 1 2 router 1 3\nrouter 1 node 1\n", "net.txt:1", "given twice")]
    [InlineData("router 0 node 0 rooter 1\n", "net.txt:1", "'rooter' is neither")]
    [InlineData("router 0 node\n", "net.txt:1", "a number is missing")]
    [InlineData("node 0 node 1\n", "net.txt:1", "a node needs a router")]
    [InlineData("# nothing\n", "net.txt", "no node is placed")]
    [InlineData("router 0 node 0\nrouter 1 node 1\n", "net.txt", "node 0 cannot be reached from node 1")]
    public void A_wrong_network_file_is_refused(string text, params string[] parts)
    {
        var path = _folder.Text("net.txt", text);
        Refused(["bench", "--topology", "file:" + path, "--json", _folder["out.json"]], parts);
    }

    [Fact]
    public void A_network_file_that_is_missing_is_refused() =>
        Refused(["bench", "--topology", "file:" + _folder["none.txt"], "--json", _folder["out.json"]], "none.txt", "cannot open");

    [Theory]
    [InlineData("\"num_vcs\":2", "\"num_vcs\":0", "$[0].num_vcs: 0 must be from 1 to 64")]
    [InlineData("\"num_vcs\":2", "\"num_vcs\":\"2\"", "$[0].num_vcs: \"2\" is not a whole number")]
    [InlineData("\"num_vcs\":2,", "", "$[0].num_vcs: is missing")]
    [InlineData("\"mesh\"", "\"mash\"", "$[0].topology: 'mash' is not known")]
    [InlineData("\"k\":4", "\"k\":1024,\"n\":4", "network has from 2 to 65536")]
    [InlineData("\"dor\"", "\"dar\"", "$[0]: routing 'dar' does not exist on mesh; one of: xy")]
    [InlineData("[0,0,3,1]", "[0,0,16,1]", "$[0].packets[0][2]: the destination node 16 must be from 0 to 15")]
    [InlineData("[0,0,3,1]", "[0,0,3,1],[1,-1,3,1]", "$[0].packets[1][1]: the source node -1")]
    [InlineData("[0,0,3,1]", "[-1,0,3,1]", "$[0].packets[0][0]: the generation cycle -1")]
    [InlineData("[0,0,3,1]", "[0,0,3,0]", "$[0].packets[0][3]: the number of flits 0")]
    [InlineData("[0,0,3,1]", "[0,0,3]", "$[0].packets[0]: [0,0,3]: an array of 4 numbers")]
    [InlineData("[0,0,3,1]", "[0,0,3,1.5]", "$[0].packets[0][3]: 1.5 is not a whole number")]
    [InlineData("\"routing_delay\":0", "\"vc_alloc_delay\":2,\"routing_delay\":0", "$[0].vc_alloc_delay: 2 must be from 1 to 1")]
    [InlineData("\"routing_delay\":0", "\"allocator\":\"pim\",\"routing_delay\":0", "$[0].allocator: 'pim' is not known")]
    [InlineData("\"mesh\"", "\"torus\",\"num_vcs\":1", "$[0]: torus: routing")]
    [InlineData("\"mesh\"", "\"anynet\",\"anynet\":{\"nodes\":[0,9],\"links\":[[0,9,0]]}", "$[0].anynet.links[0][2]: a latency of 0")]
    [InlineData("\"mesh\"", "\"anynet\",\"anynet\":{\"nodes\":[0,-1],\"links\":[]}", "$[0].anynet.nodes[1]: -1 must be from 0")]
    [InlineData("{\"name\"", "[{\"name\"", "not valid JSON")]
    public void A_wrong_scenario_is_refused(string part, string instead, string message)
    {
        // A member that comes twice counts as written last.
        var text = Good.Contains("\"num_vcs\":2", StringComparison.Ordinal) && instead.Contains("num_vcs\":1", StringComparison.Ordinal)
            ? Good.Replace("\"num_vcs\":2,", "", StringComparison.Ordinal).Replace("\"dor\"", "\"dim_order\"", StringComparison.Ordinal)
            : Good;
        var path = _folder.Text("s.json", $"[{text.Replace(part, instead, StringComparison.Ordinal)}]");
        Refused(["replay", path, "--json", _folder["out.json"]], "s.json", message);
    }

    [Fact]
    public void A_name_that_comes_twice_is_refused() =>
        Refused(["replay", _folder.Text("s.json", $"[{Good},{Good}]"), "--json", _folder["out.json"]], "$[1].name", "'a' is the name of an earlier scenario");

    [Fact]
    public void An_unknown_scenario_is_refused_with_the_known_ones() =>
        Refused(["replay", _folder.Text("s.json", $"[{Good}]"), "--scenario", "b", "--json", _folder["out.json"]], "no scenario is named 'b'; it has a");

    private void Refused(string[] arguments, params string[] parts)
    {
        var run = CliRun.Of(["noc", .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.All(parts, part => Assert.Contains(part, run.Error));
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("out.json", _folder.Files);
    }
}
