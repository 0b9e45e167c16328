using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Tests.Systolic;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws;

/// <summary>Lowered matrix products give the values of plain loops.</summary>
public sealed class MatmulValueTests
{
    private static readonly MachineFacts Tiny = new(4, 4096, 64);

    [Theory]
    [InlineData(32, 32, 32, "")]
    [InlineData(128, 128, 128, "")]
    [InlineData(128, 256, 256, "")]
    [InlineData(128, 56, 63, "")]
    [InlineData(128, 512, 256, "bias=1")]
    [InlineData(128, 512, 256, "bias=2")]
    [InlineData(129, 56, 61, "bias=1")]
    [InlineData(516, 56, 61, "bias=2,residual=true")]
    public void The_shapes_of_the_reference_on_128_lanes(long m, long n, long k, string more) =>
        Check("matmul", MachineFacts.TpuV3, m, n, k, more);

    [Theory]
    [InlineData(1, 1, 1, "")]
    [InlineData(7, 5, 3, "")]
    [InlineData(129, 61, 56, "bias=1")]
    [InlineData(40, 24, 96, "bias=2")]
    [InlineData(33, 17, 65, "bias=2,dtype=f16")]
    [InlineData(33, 17, 65, "dtype=bf16,residual=true,activation=relu")]
    [InlineData(33, 17, 65, "dtype=i8")]
    [InlineData(33, 17, 165, "dtype=i8,bias=2,activation=relu")]
    [InlineData(33, 17, 165, "dtype=u8,bias=1,residual=true")]
    [InlineData(20, 30, 40, "transA=true")]
    [InlineData(20, 30, 40, "transB=true")]
    [InlineData(21, 30, 43, "transA=true,transB=true,scale=0.5")]
    [InlineData(64, 64, 64, "scale=-2,residual=true")]
    [InlineData(16, 30, 20, "activation=gelu")]
    [InlineData(16, 30, 20, "activation=gelu-tanh,bias=1")]
    [InlineData(16, 30, 20, "activation=silu")]
    [InlineData(16, 30, 20, "activation=sigmoid,dtype=f16,bias=1,residual=true")]
    [InlineData(16, 30, 20, "activation=tanh")]
    [InlineData(16, 30, 20, "activation=relu6,scale=3")]
    public void Fused_parts_layouts_and_types(long m, long n, long k, string more)
    {
        Check("matmul", MachineFacts.Toy8, m, n, k, more);
        Check("matmul", Tiny, m, n, k, more);
    }

    [Fact]
    public void Random_shapes_and_tiles()
    {
        var random = new Random(5);
        for (var round = 0; round < 60; round++)
        {
            var (m, n, k) = (random.Next(1, 50), random.Next(1, 50), random.Next(1, 80));
            var options = new CompileOptions { TileCandidate = random.Next(0, 4), Subtiles = random.Next(2) == 0 };
            if (Candidates(m, n, k) <= options.TileCandidate) continue;
            Check("matmul", Tiny, m, n, k, random.Next(2) == 0 ? "" : "bias=1,activation=relu", options);
        }
    }

    [Theory]
    [InlineData("2", 256, 128, 256, "")]
    [InlineData("3", 20, 30, 40, "transA=true")]
    [InlineData("3", 20, 30, 40, "transB=true,bias=true")]
    [InlineData("3", 20, 30, 40, "broadcastA=true,dtype=i8")]
    [InlineData("3", 20, 30, 40, "broadcastB=true,activation=relu")]
    public void Batched_products(string batch, long m, long n, long k, string more) =>
        Check("bmm", MachineFacts.Toy8, m, n, k, $"B={batch}," + more);

    [Theory]
    [InlineData("M=?,N=24,K=40")]
    [InlineData("M=20,N=?,K=40")]
    [InlineData("M=20,N=24,K=?")]
    [InlineData("M=?,N=?,K=?,bias=2,activation=relu")]
    public void One_module_serves_all_sizes(string parameters)
    {
        var module = SystolicProgram.Lower("matmul", parameters, Tiny);
        foreach (var (m, n, k) in new[] { (1L, 1L, 1L), (4, 4, 4), (16, 16, 16), (17, 19, 23), (32, 31, 40), (50, 47, 61) })
        {
            var extents = new Dictionary<string, long> { ["M"] = m, ["N"] = n, ["K"] = k };
            foreach (var part in parameters.Split(',').Select(p => p.Split('=')))
                if (part[0].Length == 1 && part[1] != "?") extents[part[0]] = long.Parse(part[1]);
            (string, long)[] sizes = [.. module.Sizes.Select(s => (s.Name, extents[s.Name]))];
            Check(module, extents["M"], extents["N"], extents["K"], Options(parameters), sizes);
        }
    }

    [Theory]
    [InlineData(20, 24, 64, 2, "")]
    [InlineData(20, 24, 64, 3, "bias=1,residual=true,activation=relu")]
    [InlineData(33, 17, 165, 5, "dtype=i8,bias=2")]
    [InlineData(9, 9, 8, 4, "dtype=f16")]
    public void Splitting_the_depth_changes_nothing(long m, long n, long k, int splits, string more) =>
        Check("matmul", Tiny, m, n, k, more, new CompileOptions { SplitK = splits });

    [Theory]
    [InlineData(new long[] { 8, 8, 8 })]
    [InlineData(new long[] { 16, 8, 16, 8, 4, 8 })]
    [InlineData(new long[] { 8, 16, 16, 2, 8, 4 })]
    [InlineData(new long[] { 4, 4, 16, 1, 2, 16 })]
    public void Tiles_and_subtiles_from_outside(long[] tile) => Check("matmul", Tiny, 20, 24, 30, "bias=1",
        new CompileOptions { Mapping = new Dictionary<string, long[]> { ["20_24_30"] = tile } });

    private static int Candidates(long m, long n, long k) =>
        GemmTiling.Candidates(new GemmProblem(Tiny, m, n, k)).Count;

    private static void Check(
        string builtin, MachineFacts machine, long m, long n, long k, string more, CompileOptions? compile = null)
    {
        var module = SystolicProgram.Lower(builtin, $"M={m},N={n},K={k}," + more, machine, compile);
        Check(module, m, n, k, Options(more));
    }

    private static Dictionary<string, string> Options(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);

    private static void Check(
        Module module, long m, long n, long k, Dictionary<string, string> options, params (string Name, long Value)[] sizes)
    {
        var values = new Values(module, 7, sizes);
        var batch = long.Parse(options.GetValueOrDefault("B", "1"));
        var expected = new List<(double, double)>();
        for (long b = 0; b < batch; b++)
            for (long i = 0; i < m; i++)
                for (long j = 0; j < n; j++) expected.Add(Element(values, options, b, (m, n, k), i, j));
        values.Check(expected);
    }

    private static (double, double) Element(
        Values values, Dictionary<string, string> options, long b, (long M, long N, long K) size, long i, long j)
    {
        var (m, n, k) = size;
        bool Is(string name) => options.GetValueOrDefault(name) == "true";
        var startA = Is("broadcastA") ? 0 : b * m * k;
        var startB = Is("broadcastB") ? 0 : b * k * n;
        var (a, w) = (values["a"], values["b"]);
        var scale = double.Parse(options.GetValueOrDefault("scale", "1"));
        double sum = 0, magnitude = 0;
        for (long d = 0; d < k; d++)
        {
            var product = scale * a[startA + (Is("transA") ? d * m + i : i * k + d)] * w[startB + (Is("transB") ? j * k + d : d * n + j)];
            (sum, magnitude) = (sum + product, magnitude + Math.Abs(product));
        }

        var bias = options.GetValueOrDefault("bias");
        if (bias is "1" or "true") sum += values["bias"][j];
        if (bias == "2") sum += values["bias"][i * n + j];
        if (Is("residual")) sum += values["residual"][i * n + j];
        return (ReferenceMath.Activate(options.GetValueOrDefault("activation", "none"), sum), magnitude + 1);
    }
}
