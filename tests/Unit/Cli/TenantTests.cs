using System.Text.Json;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>Tenants on the command line and in the report.</summary>
public sealed class TenantTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_package_runs_at_the_size_of_each_batch()
    {
        var package = Package("batch");
        var tenant = Run("--request", package + "@burst:5,batch<=2,shape.batch=512")[0];
        Assert.Equal((5, 3, 2), (Number(tenant, "answered"), Number(tenant, "batches"), Number(tenant, "largestBatch")));
        var report = CliReport.Read(_folder["r.json"]);
        var work = report.GetProperty("kernels").EnumerateArray()
            .Select(k => (k.GetProperty("trace").GetString(), k.GetProperty("readBytes").GetInt64())).ToArray();
        var one = Bytes(package, 512);
        Assert.Equal([(package + " (batch 2)", 2 * Bytes(package, 1024)), (package + " (batch 1)", one)], work);
    }

    [Fact]
    public void A_batch_size_may_have_another_name()
    {
        var tenant = Run("--request", Package("N") + "@burst:4,batch=4,dim=N,shape.N=512")[0];
        Assert.Equal((4, 1), (Number(tenant, "answered"), Number(tenant, "batches")));
    }

    [Fact]
    public void A_model_runs_at_the_size_of_each_batch()
    {
        var model = SmallModel.Write(_folder["m.onnx"]);
        var tenant = Run("--request", model + "@closed:3,count=3,batch<=3")[0];
        Assert.Equal((3, 1), (Number(tenant, "answered"), Number(tenant, "batches")));
        Assert.Equal(0, CliRun.Of("run", model, "--shape", "batch=3", "-q", "--json", _folder["one.json"]).ExitCode);
        Assert.Equal(CliReport.Read(_folder["one.json"]).GetProperty("digest").GetString(),
            CliReport.Read(_folder["r.json"]).GetProperty("digest").GetString());
    }

    [Fact]
    public void Numbers_of_a_tenant_agree_with_each_other()
    {
        var trace = _folder.SmallTrace();
        var tenants = Run("--request", trace + "@poisson:400000rps,count=60,seed=5", "--request", trace + "@every:3us,count=20,start=1us,partition=1",
            "--request", trace + "@0,1", "--cores", "2", "--set", "scheduler.partitions=[[0],[1]]", "--system", "toy-8x8");
        Assert.Equal([trace, trace + " #2"], tenants.Select(t => t.GetProperty("name").GetString()));
        foreach (var t in tenants)
        {
            double Of(string what, string value) => t.GetProperty(what).GetProperty(value).GetDouble();
            Assert.Equal(Number(t, "requests"), Number(t, "answered"));
            Assert.Equal(Of("latency", "mean"), Of("queueing", "mean") + Of("service", "mean"), 1e-6);
            foreach (var what in new[] { "latency", "queueing", "service" })
            {
                string[] names = ["p50", "p90", "p99", "max"];
                var values = names.Select(n => Of(what, n)).ToArray();
                Assert.Equal(values.Order(), values);
                Assert.InRange(Of(what, "mean"), 0, values[^1]);
            }
        }

        // 3 us of 1 GHz or any other clock: the last of 20 requests is due 57 us after the first.
        var hz = CliReport.Read(_folder["r.json"]).GetProperty("system").GetProperty("coreHz").GetInt64();
        Assert.Equal(hz / 1_000_000, Number(tenants[1], "firstArrivalCycle"));
        Assert.InRange(Number(tenants[1], "lastFinishCycle"), 58 * hz / 1_000_000, long.MaxValue);
    }

    [Fact]
    public void Tables_show_the_tenants()
    {
        var run = CliRun.Of("run", "--request", _folder.SmallTrace() + "@closed:2,count=7", "--system", "toy-8x8");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(["closed:2", "latency", "queueing", "service", "p99"], t => Assert.Contains(t, run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("seed=3", "seed=3", true)]
    [InlineData("seed=3", "seed=4", false)]
    public void A_seed_decides_what_happens(string first, string second, bool same)
    {
        var trace = _folder.SmallTrace();
        string Digest(string seed)
        {
            Run("--request", $"{trace}@poisson:200000rps,count=10,{seed}", "--system", "toy-8x8");
            return CliReport.Read(_folder["r.json"]).GetProperty("digest").GetString()!;
        }

        Assert.Equal(same, Digest(first) == Digest(second));
    }

    private JsonElement[] Run(params string[] args)
    {
        var run = CliRun.Of(["run", .. args, "-q", "--json", _folder["r.json"]]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return [.. CliReport.Read(_folder["r.json"]).GetProperty("tenants").EnumerateArray()];
    }

    private long Bytes(string package, long size)
    {
        var run = CliRun.Of("run", package, "--shape", $"batch={size}", "-q", "--json", _folder["one.json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return CliReport.Read(_folder["one.json"]).GetProperty("totals").GetProperty("readBytes").GetInt64();
    }

    private string Package(string size)
    {
        Assert.Equal(0, CliRun.Of("compile", "builtin:add", "-D", "shape=?" + size, "-o", _folder["k.pkg"], "--cache", _folder["cache"]).ExitCode);
        return _folder["k.pkg"];
    }

    private static long Number(JsonElement tenant, string name) => tenant.GetProperty(name).GetInt64();
}
