using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Tests.Systolic;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws;

/// <summary>Lowered convolutions give the values of plain loops.</summary>
public sealed class ConvValueTests
{
    private static readonly MachineFacts Tiny = new(4, 8192, 64);
    private static readonly MachineFacts Wide = new(32, 16384, 256);

    [Theory]
    [InlineData(8, 3, 32, 8, 1, 1, 0)]
    [InlineData(1, 3, 16, 16, 7, 2, 3)]
    [InlineData(2, 12, 24, 7, 5, 1, 2)]
    [InlineData(2, 16, 40, 8, 7, 1, 3)]
    [InlineData(1, 12, 20, 7, 3, 2, 1)]
    [InlineData(1, 3, 40, 32, 16, 16, 0)]
    [InlineData(1, 8, 16, 1, 1, 1, 0)]
    [InlineData(2, 3, 8, 9, 3, 2, 1)]
    public void Shapes_of_the_reference_in_small(long batch, long inputs, long outputs, long extent, long kernel, long stride, long pad)
    {
        var text = $"N={batch},C={inputs},OC={outputs},H={extent},W={extent},KH={kernel},KW={kernel},stride={stride},pad={pad}";
        Check(text, MachineFacts.Toy8);
        Check(text + ",bias=true,activation=relu", Wide);
    }

    [Theory]
    [InlineData("N=1,C=4,OC=6,H=9,W=7,KH=3,KW=2,stride=2x1,pad=1x0,dilation=1x2")]
    [InlineData("N=2,C=4,OC=6,H=9,W=7,KH=3,KW=2,stride=1x3,pad=2x1,dilation=2x1,bias=true,residual=true")]
    [InlineData("N=2,C=6,OC=9,H=6,W=6,KH=3,KW=3,pad=1,groups=3,bias=true")]
    [InlineData("N=1,C=5,OC=5,H=6,W=6,KH=3,KW=3,pad=1,groups=5")]
    [InlineData("N=2,C=5,OC=10,H=6,W=6,KH=3,KW=3,pad=1,stride=2,groups=5,activation=silu")]
    [InlineData("N=3,C=9,OC=10,H=5,W=5,KH=3,KW=3,dtype=i8,bias=true")]
    [InlineData("N=1,C=9,OC=10,H=5,W=5,KH=3,KW=3,dtype=i8,activation=relu,residual=true")]
    [InlineData("N=2,C=3,OC=10,H=8,W=8,KH=3,KW=3,pad=1,dtype=f16,bias=true,activation=relu6")]
    [InlineData("N=1,C=16,OC=10,H=8,W=8,KH=1,KW=1,dtype=bf16,residual=true")]
    public void Options_and_types(string text)
    {
        Check(text, Tiny);
        Check(text, Wide);
    }

    [Theory]
    [InlineData("N=2,C=19,OC=19,H=12,W=11,KH=3,KW=3,pad=1,groups=19,bias=true,activation=relu6")]
    [InlineData("N=1,C=6,OC=18,H=12,W=11,KH=3,KW=5,pad=1x2,stride=2x3,dilation=2x1,groups=6,bias=true,residual=true")]
    [InlineData("N=1,C=6,OC=6,H=9,W=9,KH=2,KW=2,stride=3,groups=6,dtype=i8")]
    [InlineData("N=1,C=6,OC=6,H=9,W=9,KH=3,KW=3,pad=1,groups=6,dtype=f16,activation=silu")]
    public void Depthwise_on_the_vector_unit(string text)
    {
        var module = SystolicProgram.Lower("conv2d", text, Tiny);
        Assert.Empty(module.Kernels[0].Body.All().OfType<Preload>());
        Check(module, text);
        Check(text, Wide);
        for (var candidate = 1; candidate < 4; candidate++) Check(text, Wide, new CompileOptions { TileCandidate = candidate });
    }

    [Theory]
    [InlineData("N=2,C=4,OC=6,H=6,W=5,KH=3,KW=2,stride=1,pad=1")]
    [InlineData("N=1,C=6,OC=4,H=7,W=6,KH=3,KW=3,stride=2,pad=1,groups=2,bias=true")]
    public void Channels_last_gives_what_channels_first_gives(string text)
    {
        var first = new Values(SystolicProgram.Lower("conv2d", text, Tiny), 5);
        var lastModule = SystolicProgram.Lower("conv2d", text + ",layout=channels-last", Tiny);
        var last = new Values(lastModule, 5);
        foreach (var (name, firstShape) in new[] { ("x", Shape(lastModule, "x", [0, 3, 1, 2])), ("w", Shape(lastModule, "w", [3, 2, 0, 1])) })
            Permute(first[name], firstShape, name == "x" ? [0, 2, 3, 1] : [2, 3, 1, 0]).CopyTo(last[name], 0);
        var expected = Permute(first.Run(), Shape(lastModule, "y", [0, 3, 1, 2]), [0, 2, 3, 1]);
        var actual = last.Run();
        for (var i = 0; i < actual.Length; i++) Assert.Equal(expected[i], actual[i], 5);
    }

    [Fact]
    public void Random_shapes_and_tiles()
    {
        var random = new Random(11);
        for (var round = 0; round < 60; round++)
        {
            var (kernelH, kernelW) = (random.Next(1, 5), random.Next(1, 5));
            var (height, width) = (random.Next(5, 12), random.Next(5, 12));
            var text = $"N={random.Next(1, 4)},C={random.Next(1, 10)},OC={random.Next(1, 12)},H={height},W={width},KH={kernelH},KW={kernelW},"
                + $"stride={random.Next(1, 4)}x{random.Next(1, 4)},pad={random.Next(0, 3)}x{random.Next(0, 3)}";
            var machine = random.Next(2) == 0 ? Tiny : Wide;
            var options = new CompileOptions { TileCandidate = random.Next(0, 6), Subtiles = random.Next(2) == 0 };
            SystolicProgram.TryLower("conv2d", text, machine, options, out var diagnostics);
            if (diagnostics.HasErrors) options = options with { TileCandidate = 0 };
            Check(text, machine, options);
        }
    }

    [Theory]
    [InlineData("N=?,C=4,OC=6,H=?,W=?,KH=3,KW=3,pad=1,stride=2,bias=true")]
    [InlineData("N=1,C=4,OC=6,H=?,W=?,KH=3,KW=3,pad=1")]
    [InlineData("N=2,C=3,OC=6,H=?,W=?,KH=3,KW=3,pad=1,stride=2")]
    [InlineData("N=?,C=6,OC=6,H=?,W=?,KH=3,KW=3,pad=1,stride=2,groups=6")]
    public void One_module_serves_all_sizes(string text)
    {
        foreach (var machine in new[] { Tiny, Wide })
        {
            var module = SystolicProgram.Lower("conv2d", text, machine);
            foreach (var (n, h, w) in new[] { (1L, 3L, 3L), (2, 8, 8), (3, 7, 13), (5, 17, 9), (4, 16, 21) })
            {
                var concrete = text.Replace("N=?", $"N={n}").Replace("H=?", $"H={h}").Replace("W=?", $"W={w}");
                var known = new Dictionary<string, long> { ["N"] = n, ["H"] = h, ["W"] = w };
                Check(module, concrete, [.. module.Sizes.Select(s => (s.Name, known[s.Name]))]);
            }
        }
    }

    [Theory]
    [InlineData("conv1d", "N=2,C=6,OC=5,W=20,KW=5,stride=2,pad=2,bias=true")]
    [InlineData("conv1d", "N=1,C=6,OC=5,W=20,KW=3,dilation=2,activation=relu")]
    [InlineData("conv1d", "N=1,C=6,OC=6,W=20,KW=4,groups=6,pad=1,stride=2")]
    [InlineData("conv3d", "N=1,C=6,OC=6,D=4,H=5,W=6,KD=2,KH=3,KW=3,pad=1,groups=6")]
    [InlineData("conv3d", "N=2,C=6,OC=5,D=4,H=5,W=6,KD=2,KH=3,KW=3,pad=1,bias=true")]
    [InlineData("conv3d", "N=1,C=3,OC=5,D=5,H=5,W=6,KD=3,KH=3,KW=3,stride=2,pad=1")]
    public void One_and_three_dimensions(string builtin, string text)
    {
        foreach (var machine in new[] { Tiny, Wide })
            ConvReference.Check(SystolicProgram.Lower(builtin, text, machine), text);
    }

    [Theory]
    [InlineData("conv-transpose1d", "N=2,C=5,OC=6,W=9,KW=4,stride=2,pad=1,bias=true")]
    [InlineData("conv-transpose2d", "N=1,C=5,OC=6,H=5,W=7,KH=3,KW=3,stride=2,pad=1,activation=relu")]
    [InlineData("conv-transpose2d", "N=2,C=6,OC=9,H=5,W=7,KH=2,KW=5,stride=2x3,groups=3")]
    [InlineData("conv-transpose2d", "N=2,C=6,OC=6,H=5,W=4,KH=4,KW=4,stride=2,pad=1,groups=6,dtype=i8")]
    [InlineData("conv-transpose2d", "N=1,C=6,OC=6,H=5,W=4,KH=3,KW=3,pad=1")]
    [InlineData("conv-transpose3d", "N=1,C=3,OC=4,D=3,H=3,W=4,KD=2,KH=2,KW=2,stride=2")]
    public void Transposed(string builtin, string text)
    {
        foreach (var machine in new[] { Tiny, Wide })
            ConvReference.CheckTransposed(SystolicProgram.Lower(builtin, text, machine), text);
    }

    [Fact]
    public void One_transposed_module_serves_all_sizes()
    {
        const string Text = "N=1,C=3,OC=4,H=?,W=?,KH=4,KW=4,stride=2,pad=1";
        var module = SystolicProgram.Lower("conv-transpose2d", Text, Tiny);
        foreach (var (h, w) in new[] { (1L, 1L), (2, 3), (8, 8), (9, 13), (5, 21) })
            ConvReference.CheckTransposed(module, Text.Replace("H=?", $"H={h}").Replace("W=?", $"W={w}"), ("H", h), ("W", w));
    }

    private static long[] Shape(Module module, string tensor, int[] order)
    {
        var shape = module.Tensors.Single(t => t.Name == tensor).Shape;
        return [.. order.Select(axis => shape[axis].Evaluate(_ => 0))];
    }

    // Elements of a row-major array with its axes in another order.
    private static double[] Permute(double[] source, long[] shape, int[] order)
    {
        var result = new double[source.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var index = new long[shape.Length];
            long rest = i;
            for (var k = order.Length - 1; k >= 0; k--) (index[order[k]], rest) = (rest % shape[order[k]], rest / shape[order[k]]);
            result[i] = source[index.Select((at, axis) => at * shape[(axis + 1)..].Aggregate(1L, (a, b) => a * b)).Sum()];
        }

        return result;
    }

    private static void Check(string text, MachineFacts machine, CompileOptions? options = null) =>
        Check(SystolicProgram.Lower("conv2d", text, machine, options), text);

    private static void Check(Module module, string text, params (string Name, long Value)[] sizes) =>
        ConvReference.Check(module, text, sizes);
}
