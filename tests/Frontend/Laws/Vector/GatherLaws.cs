using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using ActorSim.Frontend.Diagnostics;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Vector;

public sealed class GatherLaws
{
    [Theory]
    [InlineData(0, false, false)]
    [InlineData(0, true, true)]
    [InlineData(1, false, true)]
    public void Gathered_elements_are_those_of_the_indices(int axis, bool dynamic, bool wrap)
    {
        var random = new Random(3);
        var data = NdArray.Random(random, ElementType.F32, 12, 15);
        var indices = NdArray.From([3, 7], _ => random.Next(wrap ? -12 : 0, 12));
        long[] shape = axis == 0 ? [3, 7, 15] : [12, 3, 7];
        var run = new VectorRun(dynamic: dynamic);
        GatherKernels.Gather(run.Module, run.Context, run.Output(ElementType.F32, shape), run.Input(ElementType.F32, data),
            run.Input(ElementType.I64, indices), axis, wrap);
        long At(long a, long b, long extent) => ((long)indices[a, b] + extent) % extent;
        run.Gives(NdArray.From(shape, i => axis == 0 ? data[At(i[0], i[1], 12), i[2]] : data[i[0], At(i[1], i[2], 15)]));
    }

    [Fact]
    public void Index_tuples_name_elements()
    {
        var random = new Random(4);
        var data = NdArray.Random(random, ElementType.F32, 6, 5, 4);
        var indices = NdArray.From([17, 2], i => random.Next(i[1] == 0 ? 6 : 5));
        var run = new VectorRun();
        GatherKernels.GatherNd(run.Module, run.Context, run.Output(ElementType.F32, 17, 4), run.Input(ElementType.F32, data),
            run.Input(ElementType.I64, indices));
        run.Gives(NdArray.From([17, 4], i => data[(long)indices[i[0], 0], (long)indices[i[0], 1], i[1]]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Elements_gather_by_their_own_index(bool dynamic)
    {
        var random = new Random(5);
        var data = NdArray.Random(random, ElementType.F32, 9, 6);
        var indices = NdArray.From([4, 6], _ => random.Next(9));
        var run = new VectorRun(dynamic: dynamic);
        GatherKernels.GatherElements(run.Module, run.Context, run.Output(ElementType.F32, 4, 6), run.Input(ElementType.F32, data),
            run.Input(ElementType.I32, indices), 0);
        run.Gives(NdArray.From([4, 6], i => data[(long)indices[i], i[1]]));
    }

    [Theory]
    [InlineData(ElementType.F32, false)]
    [InlineData(ElementType.I32, true)]
    public void Added_updates_add_up_where_indices_repeat(ElementType type, bool dynamic)
    {
        var random = new Random(6);
        var data = NdArray.Random(random, type, 10, 13);
        var updates = NdArray.Random(random, type, 40, 13);
        var indices = NdArray.From([40], _ => random.Next(10));
        var run = new VectorRun(dynamic: dynamic);
        GatherKernels.Scatter(run.Module, run.Context, run.Input(type, data, TensorRole.InOut), run.Input(ElementType.I64, indices),
            run.Input(type, updates), 0, accumulate: true);
        run.Gives(NdArray.From([10, 13], i =>
            data[i] + Enumerable.Range(0, 40).Where(k => indices[k] == i[0]).Sum(k => updates[k, i[1]])));
    }

    [Fact]
    public void Scattered_rows_replace_theirs()
    {
        var random = new Random(7);
        var (data, updates) = (NdArray.Random(random, ElementType.F32, 20, 9), NdArray.Random(random, ElementType.F32, 11, 9));
        var order = Enumerable.Range(0, 20).OrderBy(_ => random.Next()).Take(11).ToArray();
        var indices = NdArray.From([11], i => order[i[0]]);
        var run = new VectorRun();
        GatherKernels.Scatter(run.Module, run.Context, run.Input(ElementType.F32, data, TensorRole.InOut),
            run.Input(ElementType.I64, indices), run.Input(ElementType.F32, updates), 0, accumulate: false);
        run.Gives(NdArray.From([20, 9], i => Array.IndexOf(order, (int)i[0]) is var k && k >= 0 ? updates[k, i[1]] : data[i]));
    }

    [Fact]
    public void One_hot_marks_the_index()
    {
        var indices = NdArray.From([8], i => i[0] % 3 - 1);
        var run = new VectorRun();
        GatherKernels.OneHot(run.Module, run.Context, run.Output(ElementType.F32, 8, 5), run.Input(ElementType.I64, indices), -1, 2, -1);
        run.Gives(NdArray.From([8, 5], i => ((long)indices[i[0]] + 5) % 5 == i[1] ? 2 : -1));
    }

    [Fact]
    public void A_computed_index_takes_a_step_of_its_own()
    {
        var random = new Random(8);
        var x = NdArray.Random(random, ElementType.F32, 40);
        var indices = NdArray.From([30], _ => random.Next(38));
        var run = new VectorRun();
        Indirect(run, x, indices, offset: 2, plus: 1);
        Assert.Equal(2, Computes(run.Build()));
        run.Gives(NdArray.From([30], i => x[(long)indices[i] + 2] + 1));
    }

    [Fact]
    public void A_plain_gather_computes_nothing()
    {
        var random = new Random(9);
        var x = NdArray.Random(random, ElementType.F32, 40);
        var indices = NdArray.From([30], _ => random.Next(40));
        var run = new VectorRun();
        Indirect(run, x, indices, offset: 0, plus: 0);
        Assert.Equal(0, Computes(run.Build()));
        run.Gives(NdArray.From([30], i => x[(long)indices[i]]));
    }

    [Fact]
    public void An_index_used_twice_is_not_overwritten()
    {
        var random = new Random(10);
        var x = NdArray.Random(random, ElementType.F32, 64, 64);
        var (first, second) = (NdArray.From([256], _ => random.Next(64)), NdArray.From([256], _ => random.Next(64)));
        var run = new VectorRun();
        var (source, ix, iy) = (run.Input(ElementType.F32, x), run.Input(ElementType.I64, first), run.Input(ElementType.I64, second));
        var output = run.Output(ElementType.F32, 256);
        var kernel = new LoopKernelBuilder(run.Module, run.Context, "k");
        var point = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var (a, b) = (stage.Load(ix, point), stage.Load(iy, point));
        var value = stage.Load(source, stage.Symbol(a, 64), stage.Symbol(b, 64));
        stage.Store(output, point, value + a.Cast(ElementType.F32));
        kernel.Emit();
        run.Gives(NdArray.From([256], i => x[(long)first[i], (long)second[i]] + first[i]));
    }

    [Fact]
    public void An_index_outside_the_table_is_refused()
    {
        var run = new VectorRun();
        Indirect(run, NdArray.From([4], _ => 1), NdArray.From([3], i => i[0] * 2), offset: 0, plus: 0);
        Assert.Throws<CompileException>(run.Run);
    }

    private static void Indirect(VectorRun run, NdArray x, NdArray indices, int offset, int plus)
    {
        var (source, index) = (run.Input(ElementType.F32, x), run.Input(ElementType.I64, indices));
        var output = run.Output(ElementType.F32, [.. indices.Shape]);
        var kernel = new LoopKernelBuilder(run.Module, run.Context, "k");
        var point = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var number = stage.Load(index, point);
        if (offset != 0) number += offset;
        var value = stage.Load(source, stage.Symbol(number, source.Shape[0]));
        stage.Store(output, point, plus == 0 ? value : value + plus);
        kernel.Emit();
    }

    private static int Computes(Module module) => module.Kernels.SelectMany(k => k.Body.All()).OfType<Compute>().Count();
}
