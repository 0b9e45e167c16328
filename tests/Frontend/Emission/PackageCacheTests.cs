using ActorSim.Frontend.Compiler.Cache;
using ActorSim.Frontend.Compiler.Cost.Tables;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Diagnostics;
using Xunit;

namespace ActorSim.Frontend.Tests.Emission;

/// <summary>Compiled kernels are found again, and only those.</summary>
public sealed class PackageCacheTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorsim-cache-");
    private int _compiles;

    public void Dispose() => _folder.Delete(true);

    [Fact]
    public void One_artifact_serves_all_sizes_that_the_key_leaves_open()
    {
        var cache = new PackageCache(_folder.FullName);
        foreach (var m in new[] { 2048L, 4096, 8192 })
        {
            var lookup = Get(cache, "M=?,N=1024,K=1024");
            Assert.Equal(m / 512, Compiled.Count(lookup.Package, m).WorkItems);
        }

        Assert.Equal((1, 2L, 1L), (_compiles, cache.Hits, cache.Misses));
    }

    [Fact]
    public void Pinned_sizes_are_artifacts_of_their_own()
    {
        var cache = new PackageCache(_folder.FullName);
        foreach (var definitions in new[] { "M=?,N=64,K=64", "M=?d8,N=64,K=64", "M=256,N=64,K=64", "M=512,N=64,K=64" }) Get(cache, definitions);
        Assert.Equal(4, _compiles);
    }

    [Fact]
    public void Another_process_finds_it_without_lowering()
    {
        var first = Get(new PackageCache(_folder.FullName), "M=?,N=64,K=64");
        var second = Get(new PackageCache(_folder.FullName), "M=?,N=64,K=64");
        Assert.True(second.IsHit);
        Assert.Equal(1, _compiles);
        Assert.Equal(first.Package.ToBytes(), second.Package.ToBytes());
        Assert.Equal((1, 1), new PackageCache(_folder.FullName).Journal.Counts());
    }

    [Fact]
    public void A_miss_names_the_nearest_entry_and_what_differs()
    {
        var cache = new PackageCache(_folder.FullName);
        Assert.Equal("no entry of this source", Get(cache, "M=?,N=64,K=64").Reason);
        Get(cache, "M=?,N=256,K=256,bias=1");
        var reason = Get(cache, "M=?,N=64,K=128").Reason;
        Assert.EndsWith("differs in param.K: 128, there 64", reason);
        Assert.Equal(reason, cache.Journal.Misses(1)[0].Reason);
    }

    [Fact]
    public void Whatever_is_baked_in_is_in_the_key()
    {
        var request = Compiled.Request("matmul", "M=?,N=64,K=64");
        CompileRequest[] others =
        [
            request with { Machine = request.Machine with { Lanes = 64 } },
            request with { Machine = request.Machine with { SpadBytesPerLane = 64 } },
            request with { Machine = request.Machine with { VectorBits = 512 } },
            request with { Options = request.Options with { TileCandidate = 1 } },
            request with { Options = request.Options with { SplitK = 2 } },
            request with { Options = request.Options with { Subtiles = false } },
            request with { Options = request.Options with { Mapping = new Dictionary<string, long[]> { ["1_1_1"] = [1, 1, 1] } } },
            request with { Definitions = [.. Compiled.Parameters("M=?,N=64,K=64,dtype=f16")] },
            request with { CostTable = CostTableFile.Parse("t", "1\t0\n") },
            request with { Autotune = "4 at M=1" },
            request with { Source = "kernel.mlir", Text = "x" },
        ];
        var keys = others.Append(request).Select(r => CompileKeys.Of(r).Hash).ToArray();
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(CompileKeys.Of(request), CompileKeys.Of(request with { Definitions = [.. request.Definitions.Reverse()] }));
        Assert.Equal(CompileKeys.Of(request), CompileKeys.Of(request with { Definitions = [.. request.Definitions, new("dtype", "f32")] }));
    }

    [Fact]
    public void A_damaged_entry_is_compiled_again_and_replaced()
    {
        Get(new PackageCache(_folder.FullName), "M=?,N=64,K=64");
        var file = Assert.Single(new PackageCache(_folder.FullName).Entries()).Path;
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..100]);
        var lookup = Get(new PackageCache(_folder.FullName), "M=?,N=64,K=64");
        Assert.Contains("cannot be read", lookup.Reason);
        Assert.True(Get(new PackageCache(_folder.FullName), "M=?,N=64,K=64").IsHit);
    }

    [Fact]
    public void Failures_are_not_remembered()
    {
        var cache = new PackageCache(_folder.FullName);
        Assert.Throws<CompileException>(() => Get(cache, "M=?,N=64"));
        Assert.Throws<CompileException>(() => Get(cache, "M=?,N=64"));
        Assert.Empty(cache.Entries());
    }

    [Fact]
    public void Caches_that_share_a_folder_do_not_disturb_each_other()
    {
        var definitions = Enumerable.Range(1, 6).Select(n => $"M=?,N={8 * n},K=16").ToArray();
        Parallel.For(0, 24, n =>
        {
            var package = new PackageCache(_folder.FullName).GetOrCompile(
                CompileKeys.Of(Compiled.Request("matmul", definitions[n % 6])), () => Compiled.Package("matmul", definitions[n % 6])).Package;
            Assert.Equal(8 * (n % 6 + 1), package.Module.Tensors[1].Shape[1].Constant);
        });
        Assert.Equal(6, new PackageCache(_folder.FullName).Entries().Count(e => e.Key is not null));
        Assert.DoesNotContain(_folder.GetFiles(), f => f.Name.EndsWith("-tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Clearing_leaves_nothing()
    {
        var cache = new PackageCache(_folder.FullName);
        Get(cache, "M=?,N=64,K=64");
        Assert.Equal(1, cache.Clear());
        Assert.Empty(_folder.GetFiles());
        Assert.False(Get(cache, "M=?,N=64,K=64").IsHit);
    }

    private CacheLookup Get(PackageCache cache, string definitions)
    {
        var request = Compiled.Request("matmul", definitions);
        return cache.GetOrCompile(CompileKeys.Of(request), () =>
        {
            _compiles++;
            return KernelCompiler.Compile(request);
        });
    }
}
