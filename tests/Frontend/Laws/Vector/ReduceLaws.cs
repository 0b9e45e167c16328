using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Vector;

public sealed class ReduceLaws
{
    [Theory]
    [InlineData(ReduceOp.Sum)]
    [InlineData(ReduceOp.Mean)]
    [InlineData(ReduceOp.Max)]
    [InlineData(ReduceOp.Min)]
    [InlineData(ReduceOp.Prod)]
    [InlineData(ReduceOp.Variance)]
    [InlineData(ReduceOp.L1)]
    [InlineData(ReduceOp.L2)]
    [InlineData(ReduceOp.SumSquare)]
    [InlineData(ReduceOp.LogSumExp)]
    public void A_reduction_combines_over_its_axes(ReduceOp op)
    {
        var random = new Random(11);
        for (var trial = 0; trial < 8; trial++)
        {
            long[] shape = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (long)random.Next(1, 12))];
            int[] axes = [.. Enumerable.Range(0, shape.Length).Where(_ => random.Next(2) == 0)];
            Check(op, ElementType.F32, shape, axes, random, trial % 2 == 0, keep: trial % 3 == 0);
        }
    }

    [Theory]
    [InlineData(29, 47)]
    [InlineData(17, 68)]
    [InlineData(327, 447)]
    [InlineData(128, 768)]
    public void The_reference_shapes_reduce_over_either_axis(long rows, long columns)
    {
        var random = new Random(2);
        Check(ReduceOp.Sum, ElementType.F32, [rows, columns], [0], random, dynamic: false, keep: false, MachineFacts.TpuV3);
        Check(ReduceOp.Sum, ElementType.F32, [rows, columns], [1], random, dynamic: true, keep: true, MachineFacts.TpuV3);
    }

    [Theory]
    [InlineData(ElementType.F16)]
    [InlineData(ElementType.BF16)]
    [InlineData(ElementType.I8)]
    [InlineData(ElementType.I64)]
    public void Sums_of_every_type_are_exact_or_rounded_once(ElementType type)
    {
        var random = new Random(6);
        var x = NdArray.Random(random, type, 5, 40);
        var to = type == ElementType.I8 ? ElementType.I32 : type;
        var run = new VectorRun();
        ReduceKernels.Reduce(run.Module, run.Context, ReduceOp.Sum, run.Output(to, 5), run.Input(type, x), [1]);
        run.Gives(NdArray.From([5], i => Enumerable.Range(0, 40).Sum(k => x[i[0], k])));
    }

    [Fact]
    public void A_whole_tensor_reduces_to_one_number()
    {
        var random = new Random(8);
        Check(ReduceOp.Sum, ElementType.F32, [50, 70], [], random, dynamic: false, keep: false);
        Check(ReduceOp.Max, ElementType.F32, [5000], [], random, dynamic: true, keep: true);
        Check(ReduceOp.Sum, ElementType.F32, [32, 64], [], random, dynamic: false, keep: true);
        Check(ReduceOp.L1, ElementType.F32, [4096], [], random, dynamic: false, keep: false);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void The_position_of_the_extreme_is_the_first_or_the_last(bool largest, bool last)
    {
        var random = new Random(13);
        var x = NdArray.From([6, 31], _ => random.Next(5));
        var run = new VectorRun(dynamic: last);
        ReduceKernels.ArgReduce(run.Module, run.Context, largest, last, run.Output(ElementType.I64, 6, 1),
            run.Input(ElementType.F32, x), -1);
        run.Gives(NdArray.From([6, 1], i =>
        {
            var row = Enumerable.Range(0, 31).Select(k => x[i[0], k]).ToList();
            var extreme = largest ? row.Max() : row.Min();
            return last ? row.LastIndexOf(extreme) : row.IndexOf(extreme);
        }));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void A_running_sum_adds_what_came_before(bool exclusive, bool reverse)
    {
        var x = NdArray.Random(new Random(1), ElementType.F32, 4, 21, 3);
        var run = new VectorRun();
        ScanKernels.CumSum(run.Module, run.Context, run.Output(ElementType.F32, 4, 21, 3), run.Input(ElementType.F32, x), 1, exclusive,
            reverse);
        run.Gives(NdArray.From([4, 21, 3], i => Enumerable.Range(0, 21)
            .Where(k => reverse ? exclusive ? k > i[1] : k >= i[1] : exclusive ? k < i[1] : k <= i[1]).Sum(k => x[i[0], k, i[2]])));
    }

    private static void Check(
        ReduceOp op, ElementType type, long[] shape, int[] axes, Random random, bool dynamic, bool keep, MachineFacts? machine = null)
    {
        // Values of one sign: f32 sums of mixed ones lose digits to cancellation, in any order.
        var x = NdArray.Random(random, type, shape);
        if (x.Values.Length > 200) x = new NdArray(shape, [.. x.Values.Select(Math.Abs)]);
        var reduced = axes.Length == 0 ? Enumerable.Range(0, shape.Length).ToArray() : axes;
        long[] kept = [.. shape.Select((e, k) => reduced.Contains(k) ? 1 : e)];
        long[] result = keep ? kept : [.. shape.Where((_, k) => !reduced.Contains(k))];
        var groups = NdArray.From(kept, _ => 0);
        var members = groups.Values.Select(_ => new List<double>()).ToArray();
        for (var flat = 0L; flat < x.Values.Length; flat++)
        {
            var index = x.Index(flat);
            members[groups.Flat([.. index.Select((i, k) => reduced.Contains(k) ? 0 : i)])].Add(x.Values[flat]);
        }

        var run = new VectorRun(machine, dynamic);
        ReduceKernels.Reduce(run.Module, run.Context, op, run.Output(type, result), run.Input(type, x), axes);
        run.Gives(new NdArray(result, [.. members.Select(m => Reference(op, m))]));
    }

    private static double Reference(ReduceOp op, List<double> x) => op switch
    {
        ReduceOp.Sum => x.Sum(),
        ReduceOp.Mean => x.Average(),
        ReduceOp.Max => x.Max(),
        ReduceOp.Min => x.Min(),
        ReduceOp.Prod => x.Aggregate((a, b) => a * b),
        ReduceOp.Variance => Variance(x, x.Average()),
        ReduceOp.L1 => x.Sum(Math.Abs),
        ReduceOp.L2 => Math.Sqrt(x.Sum(v => v * v)),
        ReduceOp.SumSquare => x.Sum(v => v * v),
        _ => Math.Log(x.Sum(Math.Exp)),
    };

    private static double Variance(List<double> x, double mean) => x.Average(v => (v - mean) * (v - mean));
}
