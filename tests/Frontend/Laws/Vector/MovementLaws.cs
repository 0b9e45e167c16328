using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Vector;

public sealed class MovementLaws
{
    [Theory]
    [InlineData(2, 2, 0, 1, false)]
    [InlineData(3, 2, 1, 1, false)]
    [InlineData(3, 2, 1, 1, true)]
    [InlineData(2, 1, 0, 2, false)]
    public void Max_and_average_pools_see_their_window(long kernel, long stride, long pad, long dilation, bool ceil)
    {
        var x = NdArray.Random(new Random(3), ElementType.F32, 2, 3, 11, 9);
        var spec = PoolSpec.Square(2, kernel, stride, pad, dilation) with { Ceil = ceil };
        foreach (var include in new[] { false, true })
        {
            var run = new VectorRun();
            var input = run.Input(ElementType.F32, x);
            var shape = spec.Output(input.Shape);
            var max = run.Output(ElementType.F32, shape);
            var mean = run.Output(ElementType.F32, shape);
            var place = run.Output(ElementType.I64, shape);
            PoolKernels.Max(run.Module, run.Context, max, input, spec, place);
            PoolKernels.Average(run.Module, run.Context, mean, input, spec with { CountIncludePad = include });
            long[] result = [.. shape.Select(e => e.Constant)];
            List<(double Value, long Flat)> Window(long[] i) =>
            [
                .. from h in Enumerable.Range(0, (int)kernel).Select(k => i[2] * stride + k * dilation - pad)
                   from w in Enumerable.Range(0, (int)kernel).Select(k => i[3] * stride + k * dilation - pad)
                   where h >= 0 && h < 11 && w >= 0 && w < 9
                   select (x[i[0], i[1], h, w], x.Flat([i[0], i[1], h, w])),
            ];
            long Padded(long[] i) => Taps(i[2], 11) * Taps(i[3], 9);
            long Taps(long o, long extent) => Enumerable.Range(0, (int)kernel).Count(k => o * stride + k * dilation - pad < extent + pad);
            run.Gives(NdArray.From(result, i => Window(i).Max(v => v.Value)));
            run.Gives(NdArray.From(result, i => Window(i).Sum(v => v.Value) / (include ? Padded(i) : Window(i).Count)), output: 1);
            run.Gives(NdArray.From(result, i => Window(i).MaxBy(v => v.Value).Flat), output: 2);
        }
    }

    [Theory]
    [InlineData(PadMode.Constant)]
    [InlineData(PadMode.Reflect)]
    [InlineData(PadMode.Edge)]
    [InlineData(PadMode.Wrap)]
    public void A_padded_tensor_continues_as_its_mode_says(PadMode mode)
    {
        var x = NdArray.Random(new Random(4), ElementType.F32, 5, 7);
        var run = new VectorRun();
        LayoutKernels.Pad(run.Module, run.Context, run.Output(ElementType.F32, 10, 12), run.Input(ElementType.F32, x), [2, 3], mode, 1.5);
        static long Source(long i, long extent, PadMode mode) => mode switch
        {
            PadMode.Edge => Math.Clamp(i, 0, extent - 1),
            PadMode.Wrap => (i + extent) % extent,
            PadMode.Reflect => i < 0 ? -i : i >= extent ? 2 * (extent - 1) - i : i,
            _ => i >= 0 && i < extent ? i : -1,
        };
        run.Gives(NdArray.From([10, 12], i =>
        {
            var (a, b) = (Source(i[0] - 2, 5, mode), Source(i[1] - 3, 7, mode));
            return a < 0 || b < 0 ? 1.5 : x[a, b];
        }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Concatenated_tensors_follow_each_other(bool dynamic)
    {
        var random = new Random(5);
        var (a, b) = (NdArray.Random(random, ElementType.I32, 3, 5), NdArray.Random(random, ElementType.I32, 3, 9));
        var run = new VectorRun(dynamic: dynamic);
        var output = run.Output(ElementType.I32, [run.Extent(3), run.Extent(5) + run.Extent(9)]);
        LayoutKernels.Concat(run.Module, run.Context, output, [run.Input(ElementType.I32, a), run.Input(ElementType.I32, b)], 1);
        run.Gives(NdArray.From([3, 14], i => i[1] < 5 ? a[i] : b[i[0], i[1] - 5]));
    }

    [Fact]
    public void Depth_and_space_exchange_blocks()
    {
        var x = NdArray.Random(new Random(6), ElementType.F32, 1, 8, 4, 4);
        var run = new VectorRun();
        var (input, output) = (run.Input(ElementType.F32, x), run.Output(ElementType.F32, 1, 2, 8, 8));
        LayoutKernels.DepthToSpace(run.Module, run.Context, output, input, 2);
        LayoutKernels.SpaceToDepth(run.Module, run.Context, run.Output(ElementType.F32, 1, 8, 4, 4), output, 2);
        run.Gives(NdArray.From([1, 2, 8, 8], i => x[0, (i[2] % 2 * 2 + i[3] % 2) * 2 + i[1], i[2] / 2, i[3] / 2]));
        run.Gives(x, output: 1);
    }

    [Fact]
    public void A_repeated_tensor_starts_again()
    {
        var x = NdArray.Random(new Random(7), ElementType.F32, 4, 8);
        var run = new VectorRun();
        LayoutKernels.Tile(run.Module, run.Context, run.Output(ElementType.F32, 12, 16), run.Input(ElementType.F32, x));
        run.Gives(NdArray.From([12, 16], i => x[i[0] % 4, i[1] % 8]));
    }

    [Fact]
    public void A_triangle_keeps_one_side_of_the_diagonal()
    {
        var x = NdArray.Random(new Random(8), ElementType.F32, 2, 6, 5);
        var run = new VectorRun(dynamic: true);
        LayoutKernels.Triangle(run.Module, run.Context, run.Output(ElementType.F32, 2, 6, 5), run.Input(ElementType.F32, x), true, 1);
        run.Gives(NdArray.From([2, 6, 5], i => i[2] - i[1] >= 1 ? x[i] : 0));
    }

    [Fact]
    public void A_range_counts_up()
    {
        var run = new VectorRun();
        LayoutKernels.Range(run.Module, run.Context, run.Output(ElementType.I32, 45), 3, -2);
        run.Gives(NdArray.From([45], i => 3 - 2 * i[0]));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    public void Whatever_view_is_copied_arrives(long split, bool aligned)
    {
        // (4, 6) transposed and cut anew: the flat index is a sum over both new axes.
        var x = NdArray.Random(new Random(10), ElementType.F32, 4, 6);
        long[] shape = aligned ? [24 / split, split] : [2, 12];
        var run = new VectorRun();
        var input = run.Input(ElementType.F32, x).Permute([1, 0]).Reshape([.. shape.Select(run.Extent)]);
        NormKernels.Softmax(run.Module, run.Context, run.Output(ElementType.F32, shape), input, [1]);
        double At(long a, long b) => x[(a * shape[1] + b) % 4, (a * shape[1] + b) / 4];
        run.Gives(NdArray.From(shape, i => Math.Exp(At(i[0], i[1])) / Enumerable.Range(0, (int)shape[1]).Sum(k => Math.Exp(At(i[0], k)))));
    }

    [Fact]
    public void Digits_of_a_sum_of_axes_are_copied_first_and_the_copy_is_affine()
    {
        var x = NdArray.Random(new Random(11), ElementType.F32, 4, 6);
        var run = new VectorRun();
        var view = run.Input(ElementType.F32, x).Permute([1, 0]).Reshape([8, 3]);
        ElementwiseKernels.Map(run.Module, run.Context, "k", run.Output(ElementType.F32, 8, 3),
            [view, run.Input(ElementType.F32, NdArray.From([3], i => i[0]))], (_, v) => v[0] + v[1]);
        var module = run.Build();
        Assert.Equal(2, module.Kernels.Length);
        Assert.Equal(0, Assert.Single(module.Kernels[1].DependsOn));
        Assert.DoesNotContain(module.Kernels.SelectMany(k => k.Body.All()).OfType<Transfer>(), t => t.Indirect is not null);
        run.Gives(NdArray.From([8, 3], i => x[(i[0] * 3 + i[1]) % 4, (i[0] * 3 + i[1]) / 4] + i[1]));
    }

    [Fact]
    public void Of_two_radices_that_do_not_fit_one_operand_is_copied()
    {
        var random = new Random(12);
        var (a, b) = (NdArray.Random(random, ElementType.F32, 3, 2), NdArray.Random(random, ElementType.F32, 2, 3));
        var run = new VectorRun();
        TensorViewPair(run, a, b);
        Assert.Equal(2, run.Build().Kernels.Length);
        run.Gives(NdArray.From([6], i => a[i[0] % 3, i[0] / 3] + b[i[0] % 2, i[0] / 2]));
    }

    [Fact]
    public void A_pixel_shuffle_needs_no_copy()
    {
        var x = NdArray.Random(new Random(13), ElementType.F32, 1, 8, 4, 4);
        var run = new VectorRun();
        var view = run.Input(ElementType.F32, x).Reshape([1, 2, 2, 2, 4, 4]).Permute([0, 1, 4, 2, 5, 3]).Reshape([1, 2, 8, 8]);
        ElementwiseKernels.Map(run.Module, run.Context, "k", run.Output(ElementType.F32, 1, 2, 8, 8), [view], (_, v) => v[0] + 1);
        Assert.Single(run.Build().Kernels);
        run.Gives(NdArray.From([1, 2, 8, 8], i => x[0, i[1] * 4 + i[2] % 2 * 2 + i[3] % 2, i[2] / 2, i[3] / 2] + 1));
    }

    private static void TensorViewPair(VectorRun run, NdArray a, NdArray b)
    {
        var first = run.Input(ElementType.F32, a).Permute([1, 0]).Reshape([6]);
        var second = run.Input(ElementType.F32, b).Permute([1, 0]).Reshape([6]);
        ElementwiseKernels.Map(run.Module, run.Context, "k", run.Output(ElementType.F32, 6), [first, second], (_, v) => v[0] + v[1]);
    }
}
