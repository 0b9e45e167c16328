using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Interpreter;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Tests.Reference;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class VectorOperationTests
{
    [Theory]
    [InlineData(UnaryKind.Erf, 0.5, 0.5204998778130465)]
    [InlineData(UnaryKind.Erf, -1.0, -0.8427007929497149)]
    [InlineData(UnaryKind.Erf, 2.0, 0.9953222650189527)]
    [InlineData(UnaryKind.Erf, 1e-10, 1.1283791670955126e-10)]
    [InlineData(UnaryKind.Erf, 3.3, 0.9999969422902035)]
    [InlineData(UnaryKind.Expm1, 1e-9, 1.0000000005e-9)]
    [InlineData(UnaryKind.Log1p, 1e-9, 9.999999995e-10)]
    [InlineData(UnaryKind.Sigmoid, 0.0, 0.5)]
    [InlineData(UnaryKind.Round, 2.5, 2.0)]
    [InlineData(UnaryKind.Truncate, -2.5, -2.0)]
    public void Functions_are_right_in_double_precision(UnaryKind kind, double x, double expected)
    {
        var module = HandModules.Map(ElementType.F64, ElementType.F64, 1, new VectorUnary(ElementType.F64, kind, 0));
        var y = FunctionalRun.Execute(module, TensorData.Of(ElementType.F64, new[] { x }))[0].As<double>()[0];
        Assert.Equal(expected, y, Math.Abs(expected) * 4e-16);
    }

    [Fact]
    public void Every_operation_of_a_narrow_float_is_rounded_to_it()
    {
        // 1 + 2^-11 is a tie in f16, 1 + 2^-8 one in bf16: both go to the even 1.
        Assert.Equal([1.0], Binary(ElementType.F16, (0, BinaryKind.Add, 1), [1.0], Math.Pow(2, -11)));
        Assert.Equal([1.0], Binary(ElementType.BF16, (0, BinaryKind.Add, 1), [1.0], Math.Pow(2, -8)));
        Assert.Equal([double.PositiveInfinity], Binary(ElementType.F16, (0, BinaryKind.Mul, 0), [60000.0], 0));
    }

    [Theory]
    [InlineData(BinaryKind.Div, -7, 2, -3)]
    [InlineData(BinaryKind.FloorDiv, -7, 2, -4)]
    [InlineData(BinaryKind.Mod, -7, 2, 1)]
    [InlineData(BinaryKind.Mod, 7, -2, -1)]
    [InlineData(BinaryKind.Remainder, -7, 2, -1)]
    [InlineData(BinaryKind.Add, 127, 1, -128)]
    [InlineData(BinaryKind.Div, -128, -1, -128)]
    [InlineData(BinaryKind.Pow, 3, 4, 81)]
    [InlineData(BinaryKind.ShiftLeft, 1, 8, 0)]
    [InlineData(BinaryKind.ShiftRight, -2, 9, -1)]
    public void Integers_of_8_bits(BinaryKind kind, long a, long b, long expected) =>
        Assert.Equal([(double)expected], Binary(ElementType.I8, (0, kind, 1), [a], b));

    [Fact]
    public void Unsigned_integers_of_64_bits_are_not_signed()
    {
        var (big, two) = (TensorData.Of(ElementType.U64, [ulong.MaxValue - 1]), VectorConstant.OfInteger(ElementType.U64, 2));
        foreach (var (kind, expected) in new[]
                 {
                     (BinaryKind.Div, ulong.MaxValue / 2), (BinaryKind.Mod, 0UL), (BinaryKind.Max, ulong.MaxValue - 1), (BinaryKind.Min, 2UL),
                     (BinaryKind.ShiftRight, (ulong.MaxValue - 1) >> 2),
                 })
        {
            var module = HandModules.Map(ElementType.U64, ElementType.U64, 1, two, new VectorBinary(ElementType.U64, kind, 0, 1));
            Assert.Equal(expected, FunctionalRun.Execute(module, big)[0].As<ulong>()[0]);
        }
    }

    [Fact]
    public void Casts_saturate_from_float_wrap_between_integers_and_keep_bits()
    {
        float[] x = [300.7f, -300f, float.NaN, -1.9f];
        Assert.Equal([127, -128, 0, -1], Cast(ElementType.F32, ElementType.I8, TensorData.Of(x), false).ToLongs());
        Assert.Equal([255, 0, 0, 0], Cast(ElementType.F32, ElementType.U8, TensorData.Of(x), false).ToLongs());
        Assert.Equal([44], Cast(ElementType.I32, ElementType.I8, TensorData.Of([300]), false).ToLongs());
        Assert.Equal([0x3F800000], Cast(ElementType.F32, ElementType.I32, TensorData.Of([1f]), true).ToLongs());
        Assert.Equal([1, 0, 1], Cast(ElementType.F32, ElementType.Bool, TensorData.Of([2f, 0f, -1f]), false).ToLongs());
    }

    [Fact]
    public void Doubles_are_rounded_once_to_bf16()
    {
        // Just above the tie between 1 and 1 + 2^-7: rounded to f32 first it would be the tie, and go to 1.
        var x = 1 + Math.Pow(2, -8) + Math.Pow(2, -40);
        var y = Cast(ElementType.F64, ElementType.BF16, TensorData.Of(ElementType.F64, new[] { x }), false);
        Assert.Equal(1 + Math.Pow(2, -7), y.ToDoubles()[0]);
    }

    [Theory]
    [InlineData(ReduceKind.Sum, 64.0 * 63 / 2)]
    [InlineData(ReduceKind.Max, 63.0)]
    [InlineData(ReduceKind.Min, 0.0)]
    public void Reductions_over_a_buffer_axis_need_their_identity_first(ReduceKind kind, double expected)
    {
        var module = Reduction(kind, ElementType.F32);
        var x = TensorData.Of([.. Enumerable.Range(0, 64).Select(i => (float)i)], 1, 64);
        Assert.Equal([expected], FunctionalRun.Execute(module, x)[0].ToDoubles());
        var bare = module.Without(s => s is Compute { Name: "identity" });
        var failure = Assert.Throws<Diagnostics.CompileException>(() => FunctionalRun.Execute(bare, x));
        Assert.Equal(FunctionalCodes.NeverWritten, failure.Diagnostics[0].Code);
    }

    private static Module Reduction(ReduceKind kind, ElementType type)
    {
        var map = new BufferMap(1, [0, -1], [0, 0]);
        var start = kind switch { ReduceKind.Sum => 0, ReduceKind.Max => double.NegativeInfinity, _ => double.PositiveInfinity };
        Statement[] body =
        [
            new Transfer(TransferDirection.Load, 0, 0, 0, [new TransferAxis(1, 64, 0), new TransferAxis(64, 1, 1)]),
            new Compute(0, "identity", ActorSim.Trace.Records.ComputeUnit.Vector, [1, 1], 0, 1, [VectorConstant.Of(type, start), new VectorStore(type, map, 0)]),
            new Compute(1, "reduce", ActorSim.Trace.Records.ComputeUnit.Vector, [1, 64], 0, 1,
                [new VectorLoad(type, BufferMap.Identity(0, 2)), new VectorReduce(type, kind, map, 0)]),
            new Transfer(TransferDirection.Store, 1, 0, 1, [new TransferAxis(1, 1, 0)]),
        ];
        SpadBuffer[] buffers = [HandModules.Buffer(0, type, [1, 64], 0, 1), HandModules.Buffer(1, type, [1, 1], 0, 1)];
        TensorDecl[] tensors = [HandModules.Tensor(0, "x", type, TensorRole.Input, 1, 64), HandModules.Tensor(1, "y", type, TensorRole.Output, 1)];
        return new Module("reduction", HandModules.Machine, [], [.. tensors], [new Kernel("reduction", [], [.. buffers], 0, [.. body])]);
    }

    private static double[] Binary(ElementType type, (int Left, BinaryKind Kind, int Right) operation, double[] x, double constant)
    {
        var module = HandModules.Map(type, type, x.Length, VectorConstant.Of(type, constant),
            new VectorBinary(type, operation.Kind, operation.Left, operation.Right));
        return FunctionalRun.Execute(module, TensorData.FromDoubles(type, x))[0].ToDoubles();
    }

    private static TensorData Cast(ElementType from, ElementType to, TensorData x, bool bits) =>
        FunctionalRun.Execute(HandModules.Map(from, to, x.Elements, new VectorCast(to, 0, bits)), x)[0];
}
