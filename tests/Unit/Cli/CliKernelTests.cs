using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.Npy;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>Kernels from the command line: compile, emit, run, exec, cost, cache.</summary>
public sealed class CliKernelTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("builtin:matmul", "M=?,N=256,K=256", "M=100")]
    [InlineData("builtin:add", "shape=?N", "N=2048")]
    [InlineData("builtin:gather", "N=100,D=64,I=?I", "I=300")]
    public void A_live_run_takes_the_cycles_of_the_emitted_trace(string kernel, string parameters, string shape)
    {
        var package = Compile(kernel, parameters);
        Ok("emit", package, "--shape", shape, "-o", _folder["t.msgpack"]);
        Ok("run", _folder["t.msgpack"], "-q", "--json", _folder["trace.json"]);
        Ok("run", package, "--shape", shape, "-q", "--json", _folder["live.json"]);
        Assert.Equal(CliReport.Cycles(_folder["trace.json"]), CliReport.Cycles(_folder["live.json"]));
    }

    [Fact]
    public void A_package_that_does_not_wait_for_its_data_is_refused()
    {
        var package = KernelPackage.Read(Compile("builtin:matmul", "M=128,N=128,K=128"));
        var hasty = package with
        {
            Module = package.Module.ReplaceKernels(k => k.ReplaceBody(k.Body.Rewrite(s => s is Wait { Tag: 1 } ? [] : [s]))),
        };
        hasty.Write(_folder["hasty.pkg"]);
        var run = CliRun.Of("run", _folder["hasty.pkg"], "-q");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("SIM2106: kernel 'matmul', tag 1: asynchronous loads have it, but nothing waits for it", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Splitting_K_gives_the_same_product_and_uses_more_cores()
    {
        Compile("builtin:matmul", "M=?,N=8,K=2048", "--split-k", "4", "--system", "toy-8x8");
        var (a, b) = (new float[5 * 2048], new float[2048 * 8]);
        for (var i = 0; i < a.Length; i++) a[i] = i % 7;
        for (var i = 0; i < b.Length; i++) b[i] = i % 3;
        NpyWriter.Write(_folder["a.npy"], TensorData.Of(a, 5, 2048));
        NpyWriter.Write(_folder["b.npy"], TensorData.Of(b, 2048, 8));
        Ok("exec", _folder["k.pkg"], "--shape", "M=5", "--input", _folder["a.npy"], "--input", _folder["b.npy"], "--output", _folder["y.npy"]);
        var product = from m in Enumerable.Range(0, 5)
                      from n in Enumerable.Range(0, 8)
                      select Enumerable.Range(0, 2048).Sum(k => a[(m * 2048) + k] * b[(k * 8) + n]);
        Assert.Equal(product, NpyReader.Read(_folder["y.npy"]).As<float>().ToArray());
        foreach (var cores in new[] { "1", "4" })
            Ok("run", _folder["k.pkg"], "--shape", "M=5", "--system", "toy-8x8", "--cores", cores, "-q", "--json", _folder[cores + ".json"]);
        Assert.True(CliReport.Cycles(_folder["4.json"]) < CliReport.Cycles(_folder["1.json"]));
    }

    [Fact]
    public void Exec_multiplies_matrices_of_any_number_of_rows()
    {
        var package = Compile("builtin:matmul", "M=?,N=256,K=256");
        var (a, b) = (new float[3 * 256], new float[256 * 256]);
        for (var i = 0; i < a.Length; i++) a[i] = i % 5;
        for (var i = 0; i < 256; i++) b[(i * 256) + i] = 2;
        NpyWriter.Write(_folder["a.npy"], TensorData.Of(a, 3, 256));
        NpyWriter.Write(_folder["b.npy"], TensorData.Of(b, 256, 256));
        Ok("exec", package, "--shape", "M=3", "--input", _folder["a.npy"], "--input", _folder["b.npy"], "--output", _folder["y.npy"]);
        Assert.Equal(a.Select(v => 2 * v), NpyReader.Read(_folder["y.npy"]).As<float>().ToArray());
    }

    [Fact]
    public void The_second_compile_comes_from_the_cache_and_gives_the_same_bytes()
    {
        var first = File.ReadAllBytes(Compile("builtin:add", "shape=?N"));
        Assert.Contains("from the cache", Ok("compile", "builtin:add", "-D", "shape=?N", "-o", _folder["k.pkg"], "--cache", _folder["cache"]));
        Assert.Equal(first, File.ReadAllBytes(_folder["k.pkg"]));
        Assert.Contains("1 hits, 1 misses", Ok("cache", "list", "--cache", _folder["cache"]));
        Assert.Contains("no entry of this source", Ok("cache", "why", "--cache", _folder["cache"]));
        Assert.Contains("1 entries removed", Ok("cache", "clear", "--cache", _folder["cache"]));
    }

    [Fact]
    public void Dumped_text_compiles_to_the_same_traces()
    {
        var package = Compile("builtin:matmul", "M=?,N=64,K=64", "--dump-ir", _folder["ir"]);
        Ok("compile", Path.Combine(_folder["ir"], "00-input.mlir"), "-o", _folder["text.pkg"], "--cache", _folder["cache"]);
        Ok("emit", package, "--shape", "M=99", "-o", _folder["a.msgpack"]);
        Ok("emit", _folder["text.pkg"], "--shape", "M=99", "-o", _folder["b.msgpack"]);
        Assert.Equal(File.ReadAllBytes(_folder["a.msgpack"]), File.ReadAllBytes(_folder["b.msgpack"]));
    }

    [Fact]
    public void Autotuning_keeps_the_fastest_candidate_and_remembers_it()
    {
        string[] tune = ["compile", "builtin:matmul", "-D", "M=?,N=256,K=256", "--autotune", "3", "--shape", "M=128", "-o", _folder["k.pkg"], "--cache", _folder["cache"]];
        var lines = Ok(tune).Split('\n');
        var cycles = lines.Where(l => l.StartsWith("candidate", StringComparison.Ordinal)).Select(l => long.Parse(l.Split(' ')[2])).ToArray();
        Assert.Equal(3, cycles.Length);
        Ok("run", _folder["k.pkg"], "--shape", "M=128", "-q", "--json", _folder["k.json"]);
        Assert.Equal(cycles.Min(), CliReport.Cycles(_folder["k.json"]));
        Assert.DoesNotContain("candidate", Ok(tune));
    }

    [Fact]
    public void Costs_that_are_written_can_be_given_back()
    {
        Ok("cost", "builtin:matmul", "-D", "M=256,N=256,K=256", "-o", _folder["costs.json"]);
        Compile("builtin:matmul", "M=256,N=256,K=256", "--cost-table", _folder["costs.json"]);
        Assert.Contains("occupancy", Ok("cost", _folder["k.pkg"]));
    }

    [Fact]
    public void Builtins_are_listed_with_their_parameters() => Assert.Contains("columns of a, rows of b (required)", Ok("compile", "--list"));

    [Theory]
    [InlineData("emit k.pkg -o t.msgpack", "SIM6010")]
    [InlineData("emit k.pkg --shape M=-1,Q=2 -o t.msgpack", "SIM6011", "SIM6012")]
    [InlineData("emit k.pkg --shape M=9000000000000000 -o t.msgpack", "SIM6013")]
    [InlineData("emit k.pkg --shape M=x -o t.msgpack", "whole number")]
    [InlineData("run k.pkg", "SIM6010")]
    [InlineData("run damaged.pkg --shape M=1", "SIM6020")]
    [InlineData("run k.pkg --shape M=1 --system toy-8x8", "compiled for 128 lanes", "has 8 lanes")]
    [InlineData("exec k.pkg --shape M=1 --output y.npy", "takes 2")]
    [InlineData("compile builtin:nothing -o t.pkg --cache cache", "SIM1010")]
    [InlineData("compile builtin:matmul -D M=?,N=-3,Q=1 -o t.pkg --cache cache", "SIM1001", "SIM1002", "SIM1003")]
    [InlineData("compile builtin:matmul -D M=1,N=1,K=1 --cost-table short.tsv -o t.pkg --cache cache", "rows")]
    [InlineData("compile builtin:matmul -D M -o t.pkg --cache cache", "NAME=VALUE")]
    [InlineData("compile missing.mlir -o t.pkg --cache cache", "missing.mlir")]
    public void Wrong_input_is_refused_completely_and_leaves_nothing(string command, params string[] expected)
    {
        var package = Compile("builtin:matmul", "M=?,N=256,K=256");
        File.WriteAllBytes(_folder["damaged.pkg"], File.ReadAllBytes(package)[..200]);
        File.WriteAllText(_folder["short.tsv"], "1\t0\n");
        var run = CliRun.Of([.. command.Split(' ').Select(w => w.Contains('.') || w == "cache" ? _folder[w] : w)]);
        Assert.Equal(2, run.ExitCode);
        Assert.All(expected, text => Assert.Contains(text, run.Error));
        Assert.DoesNotContain("   at ", run.Error);
        Assert.Equal(["damaged.pkg", "k.pkg", "short.tsv"], _folder.Files);
    }

    private string Compile(string kernel, string parameters, params string[] more)
    {
        Ok(["compile", kernel, "-D", parameters, "-o", _folder["k.pkg"], "--cache", _folder["cache"], .. more]);
        return _folder["k.pkg"];
    }

    private static string Ok(params string[] arguments)
    {
        var run = CliRun.Of(arguments);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }
}
