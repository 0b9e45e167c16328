using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Vector;

public sealed class NormLaws
{
    [Theory]
    [InlineData(64, 128, 0, false)]
    [InlineData(64, 128, 1, true)]
    [InlineData(1, 16, 1, false)]
    [InlineData(5, 8, 0, true)]
    [InlineData(5, 8, 1, false)]
    [InlineData(37, 300, 1, false)]
    public void Softmax_rows_are_exponentials_by_their_sum(long rows, long columns, int axis, bool dynamic)
    {
        var x = NdArray.Random(new Random(3), ElementType.F32, rows, columns);
        var run = new VectorRun(dynamic: dynamic);
        NormKernels.Softmax(run.Module, run.Context, run.Output(ElementType.F32, rows, columns), run.Input(ElementType.F32, x), [axis]);
        run.Gives(NdArray.From([rows, columns], i =>
        {
            var all = Enumerable.Range(0, (int)x.Shape[axis]).Sum(k => Math.Exp(axis == 0 ? x[k, i[1]] : x[i[0], k]));
            return Math.Exp(x[i]) / all;
        }));
    }

    [Theory]
    [InlineData(13, 70, false)]
    [InlineData(13, 70, true)]
    [InlineData(4, 3000, false)]
    public void Layer_norm_scales_by_mean_and_variance_of_the_row(long rows, long columns, bool dynamic)
    {
        var random = new Random(5);
        var x = NdArray.Random(random, ElementType.F32, rows, columns);
        var (scale, bias) = (NdArray.Random(random, ElementType.F32, columns), NdArray.Random(random, ElementType.F32, columns));
        var run = new VectorRun(dynamic: dynamic);
        NormKernels.LayerNorm(run.Module, run.Context, run.Output(ElementType.F32, rows, columns), run.Input(ElementType.F32, x), [1], 1e-5,
            run.Input(ElementType.F32, scale), run.Input(ElementType.F32, bias));
        var moments = Enumerable.Range(0, (int)rows).Select(r => Moments([.. Enumerable.Range(0, (int)columns).Select(k => x[r, k])])).ToList();
        run.Gives(NdArray.From([rows, columns], i =>
        {
            var (mean, variance) = moments[(int)i[0]];
            return (x[i] - mean) / Math.Sqrt(variance + 1e-5) * scale[i[1]] + bias[i[1]];
        }), 2e-5);
    }

    // With a balance, element-wise kernels walk through several tiles in a work-item.
    [Theory]
    [InlineData(13, 70, false)]
    [InlineData(40, 700, true)]
    [InlineData(64, 512, false)]
    public void A_frameworks_passes_give_the_same_numbers(long rows, long columns, bool dynamic)
    {
        var random = new Random(9);
        var x = NdArray.Random(random, ElementType.F32, rows, columns);
        var (scale, bias) = (NdArray.Random(random, ElementType.F32, columns), NdArray.Random(random, ElementType.F32, columns));
        var machine = MachineFacts.Toy8 with { Lowering = Lowering.Framework, Balance = new MachineBalance(1, 1, 16, 100) };
        var softmax = new VectorRun(machine, dynamic: dynamic);
        NormKernels.Softmax(softmax.Module, softmax.Context, softmax.Output(ElementType.F32, rows, columns), softmax.Input(ElementType.F32, x), [1]);
        softmax.Gives(NdArray.From([rows, columns], i => Math.Exp(x[i]) / Enumerable.Range(0, (int)columns).Sum(k => Math.Exp(x[i[0], k]))));
        var norm = new VectorRun(machine, dynamic: dynamic);
        NormKernels.LayerNorm(norm.Module, norm.Context, norm.Output(ElementType.F32, rows, columns), norm.Input(ElementType.F32, x), [1], 1e-5,
            norm.Input(ElementType.F32, scale), norm.Input(ElementType.F32, bias));
        var moments = Enumerable.Range(0, (int)rows).Select(r => Moments([.. Enumerable.Range(0, (int)columns).Select(k => x[r, k])])).ToList();
        norm.Gives(NdArray.From([rows, columns], i =>
        {
            var (mean, variance) = moments[(int)i[0]];
            return (x[i] - mean) / Math.Sqrt(variance + 1e-5) * scale[i[1]] + bias[i[1]];
        }), 2e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Any_candidate_tile_gives_the_same_numbers(int candidate)
    {
        var x = NdArray.Random(new Random(4), ElementType.F32, 3, 21, 45);
        var run = new VectorRun(MachineFacts.Toy8, dynamic: candidate == 2, candidate: candidate);
        NormKernels.Softmax(run.Module, run.Context, run.Output(ElementType.F32, 3, 21, 45), run.Input(ElementType.F32, x), [1]);
        run.Gives(NdArray.From([3, 21, 45], i => Math.Exp(x[i]) / Enumerable.Range(0, 21).Sum(k => Math.Exp(x[i[0], k, i[2]]))));
    }

    // The reference's tile of such a row is 256 elements: longer ones are read by each pass (its frontend, 6.4).
    [Theory]
    [InlineData(256, 1)]
    [InlineData(768, 3)]
    public void A_row_that_fits_the_tile_is_loaded_once_and_a_longer_one_by_each_pass(int columns, int loads)
    {
        var run = new VectorRun(MachineFacts.TpuV3);
        var x = run.Input(ElementType.F32, NdArray.Random(new Random(4), ElementType.F32, 512, columns));
        NormKernels.Softmax(run.Module, run.Context, run.Output(ElementType.F32, 512, columns), x, [1]);
        Assert.Equal(loads, run.Build().Kernels.SelectMany(k => k.Body.All()).OfType<Transfer>().Count(t => t.Direction == TransferDirection.Load));
    }

    [Fact]
    public void Group_norm_takes_each_group_of_channels_by_itself()
    {
        var random = new Random(6);
        var x = NdArray.Random(random, ElementType.F32, 2, 6, 4, 4);
        var (scale, bias) = (NdArray.Random(random, ElementType.F32, 6), NdArray.Random(random, ElementType.F32, 6));
        var run = new VectorRun();
        NormKernels.GroupNorm(run.Module, run.Context, run.Output(ElementType.F32, 2, 6, 4, 4), run.Input(ElementType.F32, x), 3, 1e-5,
            run.Input(ElementType.F32, scale), run.Input(ElementType.F32, bias));
        run.Gives(NdArray.From([2, 6, 4, 4], i =>
        {
            var group = i[1] / 2;
            var (mean, variance) = Moments([.. Enumerable.Range(0, 32).Select(k => x[i[0], group * 2 + k / 16, k / 4 % 4, k % 4])]);
            return (x[i] - mean) / Math.Sqrt(variance + 1e-5) * scale[i[1]] + bias[i[1]];
        }), 2e-5);
    }

    [Fact]
    public void Batch_norm_scales_by_the_channel()
    {
        var random = new Random(7);
        var x = NdArray.Random(random, ElementType.F32, 2, 5, 3, 7);
        NdArray[] channel = [.. Enumerable.Range(0, 4).Select(_ => NdArray.From([5], _ => random.NextDouble() + 0.5))];
        var rounded = channel.Select(c => NdArray.Rounded(ElementType.F32, c)).ToArray();
        var run = new VectorRun();
        var inputs = rounded.Select(c => run.Input(ElementType.F32, c)).ToArray();
        NormKernels.BatchNorm(run.Module, run.Context, run.Output(ElementType.F32, 2, 5, 3, 7), run.Input(ElementType.F32, x),
            inputs[0], inputs[1], inputs[2], inputs[3], 1e-5);
        run.Gives(NdArray.From([2, 5, 3, 7], i =>
            (x[i] - rounded[2][i[1]]) / Math.Sqrt(rounded[3][i[1]] + 1e-5) * rounded[0][i[1]] + rounded[1][i[1]]));
    }

    [Fact]
    public void Rms_norm_scales_by_the_mean_square()
    {
        var x = NdArray.Random(new Random(9), ElementType.BF16, 9, 33);
        var run = new VectorRun();
        NormKernels.RmsNorm(run.Module, run.Context, run.Output(ElementType.BF16, 9, 33), run.Input(ElementType.BF16, x), [-1], 1e-6);
        run.Gives(NdArray.From([9, 33], i => x[i] / Math.Sqrt(Enumerable.Range(0, 33).Average(k => x[i[0], k] * x[i[0], k]) + 1e-6)));
    }

    private static (double Mean, double Variance) Moments(double[] row)
    {
        var mean = row.Average();
        return (mean, row.Average(v => (v - mean) * (v - mean)));
    }
}
