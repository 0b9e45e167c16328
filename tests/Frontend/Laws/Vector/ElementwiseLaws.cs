using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws.Vector;

public sealed class ElementwiseLaws
{
    public static TheoryData<ElementType> Types =>
        [ElementType.F32, ElementType.F16, ElementType.BF16, ElementType.F64, ElementType.I8, ElementType.I32, ElementType.I64];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_sum_is_the_sum_of_each_element(ElementType type)
    {
        var random = new Random(7);
        for (var trial = 0; trial < 6; trial++)
        {
            long[] shape = [.. Enumerable.Range(0, trial % 4 + 1).Select(_ => (long)random.Next(1, 14))];
            long[] second = [.. shape.Skip(random.Next(shape.Length)).Select(e => random.Next(3) == 0 ? 1 : e)];
            var (a, b) = (NdArray.Random(random, type, shape), NdArray.Random(random, type, second));
            var run = new VectorRun(dynamic: trial % 2 == 1);
            ElementwiseKernels.Apply(run.Module, run.Context, ScalarFunctions.Find("add")!, run.Output(type, shape),
                [run.Input(type, a), run.Input(type, b)]);
            run.Gives(NdArray.From(shape, i => a.At(i) + b.At(i)));
        }
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(1000)]
    [InlineData(100)]
    [InlineData(1)]
    [InlineData(3001)]
    public void One_dynamic_program_adds_vectors_of_any_size(long size)
    {
        var random = new Random(3);
        var (a, b) = (NdArray.Random(random, ElementType.F32, size), NdArray.Random(random, ElementType.F32, size));
        var run = new VectorRun(MachineFacts.TpuV3, dynamic: size > 1);
        ElementwiseKernels.Apply(run.Module, run.Context, ScalarFunctions.Find("add")!, run.Output(ElementType.F32, size),
            [run.Input(ElementType.F32, a), run.Input(ElementType.F32, b)]);
        run.Gives(NdArray.From([size], i => a[i] + b[i]));
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("gelu")]
    [InlineData("softplus")]
    [InlineData("mish")]
    [InlineData("hardswish")]
    [InlineData("exp")]
    [InlineData("tanh")]
    [InlineData("leakyrelu")]
    [InlineData("selu")]
    public void Activations_are_what_their_definition_says(string name)
    {
        static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
        Func<double, double> reference = name switch
        {
            "relu" => x => Math.Max(x, 0),
            "gelu" => x => x * 0.5 * (1 + Erf(x / Math.Sqrt(2))),
            "softplus" => Softplus,
            "mish" => x => x * Math.Tanh(Softplus(x)),
            "hardswish" => x => x * Math.Clamp(x / 6 + 0.5, 0, 1),
            "exp" => Math.Exp,
            "tanh" => Math.Tanh,
            "leakyrelu" => x => x < 0 ? 0.01 * x : x,
            _ => x => 1.0507009873554805 * (x <= 0 ? 1.6732632423543772 * (Math.Exp(x) - 1) : x),
        };
        var x = NdArray.Random(new Random(5), ElementType.F32, 5, 37);
        var run = new VectorRun();
        ElementwiseKernels.Apply(run.Module, run.Context, ScalarFunctions.Find(name)!, run.Output(ElementType.F32, 5, 37),
            [run.Input(ElementType.F32, x)]);
        run.Gives(NdArray.From([5, 37], i => reference(x[i])));
    }

    [Fact]
    public void A_tail_does_not_divide_by_zero()
    {
        var random = new Random(9);
        var a = NdArray.Random(random, ElementType.I32, 7, 11);
        var b = NdArray.From([7, 11], _ => random.Next(1, 5));
        var run = new VectorRun(dynamic: true);
        ElementwiseKernels.Apply(run.Module, run.Context, ScalarFunctions.Find("floordiv")!, run.Output(ElementType.I32, 7, 11),
            [run.Input(ElementType.I32, a), run.Input(ElementType.I32, b)]);
        run.Gives(NdArray.From([7, 11], i => Math.Floor(a[i] / b[i])));
    }

    [Fact]
    public void A_selection_takes_from_either_side()
    {
        var random = new Random(4);
        var c = NdArray.Random(random, ElementType.Bool, 9, 1);
        var (a, b) = (NdArray.Random(random, ElementType.F32, 9, 13), NdArray.Random(random, ElementType.F32, 13));
        var run = new VectorRun();
        ElementwiseKernels.Where(run.Module, run.Context, run.Output(ElementType.F32, 9, 13),
            run.Input(ElementType.Bool, c), run.Input(ElementType.F32, a), run.Input(ElementType.F32, b));
        run.Gives(NdArray.From([9, 13], i => c.At(i) != 0 ? a[i] : b.At(i)));
    }

    [Fact]
    public void A_chain_of_views_is_read_in_place()
    {
        var x = NdArray.Random(new Random(8), ElementType.F32, 2, 3, 4);
        var run = new VectorRun();
        var view = run.Input(ElementType.F32, x).Permute([0, 2, 1]).Reshape([2, 12]).Slice(1, 11, 6, -2);
        ElementwiseKernels.Copy(run.Module, run.Context, run.Output(ElementType.F32, 2, 6), view);
        run.Gives(NdArray.From([2, 6], i =>
        {
            var flat = 11 - 2 * i[1];
            return x[i[0], flat % 3, flat / 3];
        }));
    }

    // Abramowitz and Stegun's series for small arguments, summed until it stands.
    private static double Erf(double x)
    {
        var (sum, term) = (0.0, x);
        for (var n = 0; n < 60; n++)
        {
            sum += term / (2 * n + 1);
            term *= -x * x / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
