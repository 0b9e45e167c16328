using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Frontend.Diagnostics;
using Xunit;

namespace ActorSim.Frontend.Tests.Golden;

/// <summary>The table of PyTorchSim's frontend 6.2: the heuristic's tile, subtile, work-items and steps along K.</summary>
public sealed class GemmTilingTests
{
    [Theory]
    [InlineData(32, 32, 32, "32/32/32, subtile 32/32/32", 1, 1)]
    [InlineData(128, 128, 128, "128/128/128, subtile 128/128/128", 1, 1)]
    [InlineData(256, 256, 256, "256/256/256, subtile 128/128/256", 1, 1)]
    [InlineData(128, 56, 63, "128/56/64, subtile 128/56/64", 1, 1)]
    [InlineData(129, 56, 61, "256/56/64, subtile 128/56/64", 1, 1)]
    [InlineData(1024, 1024, 1024, "1024/1024/256, subtile 128/1024/256", 1, 4)]
    [InlineData(2048, 2048, 2048, "512/2048/256, subtile 128/2048/256", 4, 8)]
    [InlineData(4096, 4096, 4096, "512/2048/256, subtile 128/2048/256", 16, 16)]
    public void The_heuristic_of_128_lanes_gives_the_reference_tile(long m, long n, long k, string tile, long items, long steps) =>
        Check(new GemmProblem(MachineFacts.TpuV3, m, n, k), tile, items, steps);

    [Theory]
    [InlineData(32, 32, 32, "32/32/32, subtile 8/8/32", 1, 1)]
    [InlineData(128, 128, 128, "128/128/32, subtile 8/8/32", 1, 4)]
    [InlineData(256, 256, 256, "64/256/32, subtile 8/256/32", 4, 8)]
    [InlineData(128, 56, 63, "128/56/64, subtile 8/8/64", 1, 1)]
    [InlineData(129, 56, 61, "136/56/64, subtile 8/8/64", 1, 1)]
    [InlineData(1024, 1024, 1024, "64/256/32, subtile 8/256/32", 64, 32)]
    [InlineData(2048, 2048, 2048, "64/256/32, subtile 8/256/32", 256, 64)]
    [InlineData(4096, 4096, 4096, "64/256/32, subtile 8/256/32", 1024, 128)]
    public void The_heuristic_of_8_lanes_gives_the_reference_tile(long m, long n, long k, string tile, long items, long steps) =>
        Check(new GemmProblem(MachineFacts.Toy8, m, n, k), tile, items, steps);

    [Fact]
    public void The_tile_of_256_takes_786432_bytes() =>
        Assert.Equal(786_432, new GemmProblem(MachineFacts.TpuV3, 256, 256, 256).UsedBytes(256, 256, 256));

    [Fact]
    public void Every_candidate_leaves_half_of_the_scratchpad_and_they_go_down_in_size()
    {
        var problem = new GemmProblem(MachineFacts.Toy8, 96, 80, 200);
        var all = GemmTiling.Candidates(problem);
        Assert.True(all.Count > 10);
        Assert.All(all, t => Assert.True(problem.Fits(t.M, t.N, t.K)));
        var sizes = all.Select(t => problem.UsedBytes(t.M, t.N, t.K)).ToArray();
        // Those that overlap loads and products come first, then the others, each from the largest down.
        var first = Array.IndexOf(sizes, sizes.Max());
        Assert.Equal(sizes[..first].OrderByDescending(s => s), sizes[..first]);
        Assert.Equal(sizes[first..].OrderByDescending(s => s), sizes[first..]);
        Assert.All(all.Take(first), t => Assert.True(t.M * t.N * sizeof(float) <= MachineFacts.Toy8.SpadBytes / 4));
    }

    [Fact]
    public void Steps_are_shallow_and_sums_small_where_that_loads_little_more()
    {
        Assert.StartsWith("512/768/256", GemmTiling.Candidates(new GemmProblem(MachineFacts.TpuV3, 512, 768, 3072))[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("512/1536/256", GemmTiling.Candidates(new GemmProblem(MachineFacts.TpuV3, 512, 3072, 768))[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_candidate_asked_for_is_taken_and_a_missing_one_is_an_error()
    {
        var problem = new GemmProblem(MachineFacts.Toy8, 64, 64, 64);
        var all = GemmTiling.Candidates(problem);
        Assert.Equal(all[2], Choose(problem, new CompileOptions { TileCandidate = 2 }, out var good));
        Assert.False(good.HasErrors);
        Choose(problem, new CompileOptions { TileCandidate = all.Count }, out var bad);
        var error = Assert.Single(bad.All);
        Assert.Equal("SIM5002", error.Code.Id);
        Assert.Contains($"there are {all.Count}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scratchpad_too_small_for_any_tile_names_the_buffers()
    {
        Choose(new GemmProblem(new MachineFacts(8, 64, 64), 64, 64, 64), new CompileOptions(), out var diagnostics);
        var error = Assert.Single(diagnostics.All);
        Assert.Equal("SIM5001", error.Code.Id);
        Assert.Contains("A 8x8 takes 256 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapping_from_outside_replaces_the_heuristic()
    {
        var mapping = new Dictionary<string, long[]> { ["64_64_64"] = [32, 16, 8], ["1_2_3"] = [8, 8, 8, 8, 8, 8] };
        var problem = new GemmProblem(MachineFacts.Toy8, 64, 64, 64);
        var tile = Choose(problem, new CompileOptions { Mapping = mapping }, out var diagnostics);
        Assert.Equal(new GemmTile(32, 16, 8, 8, 16, 8), tile);
        Assert.False(diagnostics.HasErrors);
    }

    [Theory]
    [InlineData(new long[] { 12, 16, 8 }, "M is larger than the array")]
    [InlineData(new long[] { 16, 16, 8, 16, 3, 8 }, "the subtile of N does not divide")]
    [InlineData(new long[] { 1024, 1024, 1024 }, "bytes in each lane of 32768")]
    public void A_mapping_that_cannot_be_used_says_why(long[] given, string reason)
    {
        var options = new CompileOptions { Mapping = new Dictionary<string, long[]> { ["64_64_64"] = given } };
        Choose(new GemmProblem(MachineFacts.Toy8, 64, 64, 64), options, out var diagnostics);
        Assert.Contains(diagnostics.All, d => d.Code.Id == "SIM5003" && d.Message.Contains(reason, StringComparison.Ordinal));
    }

    private static void Check(GemmProblem problem, string tile, long items, long steps)
    {
        var best = GemmTiling.Candidates(problem)[0];
        Assert.Equal(tile, best.ToString());
        Assert.Equal(items, Footprint.CeilDiv(problem.M, best.M) * Footprint.CeilDiv(problem.N, best.N));
        Assert.Equal(steps, Footprint.CeilDiv(problem.K, best.K));
    }

    private static GemmTile Choose(GemmProblem problem, CompileOptions options, out DiagnosticBag diagnostics)
    {
        diagnostics = new DiagnosticBag();
        var key = $"{problem.M}_{problem.N}_{problem.K}";
        return GemmTiling.Choose(problem, key, new CompileContext(problem.Machine, options, diagnostics), "matmul");
    }
}
