using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Tests.Reference;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class FunctionalRunTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(63, 2)]
    [InlineData(64, 4)]
    [InlineData(65, 1)]
    [InlineData(1000, 2)]
    public void Addition_of_any_length_equals_the_reference(long n, long laneStride)
    {
        foreach (var type in Enum.GetValues<ElementType>().Where(t => t != ElementType.Bool))
        {
            var (a, b) = (RefTensor.Random(1, type, [n], 0, 100), RefTensor.Random(2, type, [n], 0, 27));
            var y = FunctionalRun.Execute(HandModules.Add(type, laneStride), Sizes(n), [a.ToData(type), b.ToData(type)]);
            Close.Assert(RefElementwise.Add(a, b), y[0], 1e-2, 1e-2);
            Assert.Equal(RefElementwise.Add(a, b).ToData(type).Bytes, y[0].Bytes);
        }
    }

    [Fact]
    public void Threads_do_not_change_the_result()
    {
        var inputs = new[] { 1, 2 }.Select(seed => RefTensor.Random(seed, ElementType.F32, [5000]).ToData(ElementType.F32)).ToArray();
        var one = FunctionalRun.Execute(HandModules.Add(), Sizes(5000), inputs);
        var four = FunctionalRun.Execute(HandModules.Add(), Sizes(5000), inputs, threads: 4);
        Assert.Equal(one[0].Bytes, four[0].Bytes);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 8, 8)]
    [InlineData(16, 24, 40)]
    [InlineData(33, 17, 29)]
    public void Products_equal_the_reference(long m, long n, long k)
    {
        var (a, b) = (RefTensor.Random(1, ElementType.F32, [m, k]), RefTensor.Random(2, ElementType.F32, [k, n]));
        var c = FunctionalRun.Execute(HandModules.Product(m, n, k), a.ToData(ElementType.F32), b.ToData(ElementType.F32));
        Close.Assert(RefMatrix.Matmul(a, b), c[0]);
    }

    [Fact]
    public void Integer_products_are_exact_and_wrap_at_32_bits()
    {
        var (a, b) = (RefTensor.Random(1, ElementType.I8, [9, 30], -128, 128), RefTensor.Random(2, ElementType.I8, [30, 12], -128, 128));
        var module = HandModules.Product(9, 12, 30, ElementType.I8, ElementType.I32);
        Close.Assert(RefMatrix.Matmul(a, b), FunctionalRun.Execute(module, a.ToData(ElementType.I8), b.ToData(ElementType.I8))[0]);
        var (big, two) = (TensorData.Of([int.MaxValue], 1, 1), TensorData.Of([2], 1, 1));
        var wrapped = FunctionalRun.Execute(HandModules.Product(1, 1, 1, ElementType.I32, ElementType.I32), big, two);
        Assert.Equal(-2, wrapped[0].As<int>()[0]);
    }

    [Fact]
    public void Sums_of_a_product_are_rounded_in_order_of_k_within_the_array()
    {
        // 2^24 + 1 - 2^24 + 1: the first 1 is lost in f32, so the order is seen; the 9th row starts a new sum.
        float[] a = [16777216, 1, -16777216, 1, 0, 0, 0, 0, 1];
        var ones = RefTensor.Random(1, ElementType.F32, [9, 1], 1, 1);
        var c = FunctionalRun.Execute(HandModules.Product(1, 1, 9), TensorData.Of(a, 1, 9), ones.ToData(ElementType.F32));
        Assert.Equal(2f, c[0].As<float>()[0]);
    }

    [Fact]
    public void Rows_are_gathered_and_scattered_with_duplicates()
    {
        var table = RefTensor.Random(1, ElementType.F32, [10, 12]);
        var indices = new RefTensor([5], [3, 0, 9, 3, 3]);
        var gathered = FunctionalRun.Execute(HandModules.Rows(5, 10, 12, false), indices.ToData(ElementType.I64), table.ToData(ElementType.F32));
        Close.Assert(RefIndexing.Gather(table, indices, 0), gathered[0], 0, 0);
        var updates = RefTensor.Random(2, ElementType.F32, [5, 12]);
        var scattered = FunctionalRun.Execute(
            HandModules.Rows(5, 10, 12, true), indices.ToData(ElementType.I64), table.ToData(ElementType.F32), updates.ToData(ElementType.F32));
        Close.Assert(RefIndexing.ScatterAdd(table, indices, updates), scattered[0]);
    }

    [Fact]
    public void A_removed_wait_is_noticed_with_tag_slot_and_buffer()
    {
        var module = HandModules.Add().Without(s => s is Wait { Tag: 1 });
        var failure = Fails(module, 100, FunctionalCodes.NotWaited);
        Assert.Contains("tag 1, slot 0", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'b1'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wait_without_a_load_is_refused() =>
        Fails(HandModules.Add().With<Wait>(w => w with { Slot = 7 }), 100, FunctionalCodes.WaitWithoutLoad);

    [Fact]
    public void A_removed_load_is_noticed() =>
        Fails(HandModules.Add().Without(s => s is Transfer { Tensor: 0 } or Wait { Tag: 0 }), 100, FunctionalCodes.NeverWritten);

    [Fact]
    public void A_missing_clamp_leaves_the_tensor()
    {
        var module = HandModules.Add().With<Transfer>(t => t with { Axes = [t.Axes[0] with { High = null }] });
        Assert.Contains("'x0'", Fails(module, 100, FunctionalCodes.OutOfTensor).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_lane_is_refused_on_the_vector_unit()
    {
        var module = HandModules.Add().With<Compute>(c => c with { LaneStride = 1 });
        var failure = Fails(module, 100, FunctionalCodes.ForeignLane);
        Assert.Contains("compute 'add'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'b0'", failure.Message, StringComparison.Ordinal);
        var crossLane = module.With<Compute>(c => c with { Unit = ActorSim.Trace.Records.ComputeUnit.CrossLane });
        Assert.Single(FunctionalRun.Execute(crossLane, Sizes(100), Inputs(100)));
    }

    [Fact]
    public void Unwritten_outputs_are_refused() =>
        Fails(HandModules.Add().With<Transfer>(t => t.Tensor == 2 ? t with { Axes = [t.Axes[0] with { High = 63 }] } : t), 64, FunctionalCodes.UnwrittenTensor);

    [Fact]
    public void Offsets_outside_the_limit_are_refused()
    {
        var table = RefTensor.Random(1, ElementType.F32, [10, 12]).ToData(ElementType.F32);
        var failure = Assert.Throws<CompileException>(() =>
            FunctionalRun.Execute(HandModules.Rows(2, 10, 12, false), TensorData.Of([1L, 10L]), table));
        Assert.Equal(FunctionalCodes.BadOffset, failure.Diagnostics[0].Code);
    }

    [Fact]
    public void Integer_division_by_zero_is_refused()
    {
        var module = HandModules.Map(ElementType.I32, ElementType.I32, 3,
            VectorConstant.Of(ElementType.I32, 0), new VectorBinary(ElementType.I32, BinaryKind.Div, 0, 1));
        var failure = Assert.Throws<CompileException>(() => FunctionalRun.Execute(module, TensorData.Of([1, 2, 3])));
        Assert.Equal(FunctionalCodes.DivideByZero, failure.Diagnostics[0].Code);
    }

    [Fact]
    public void Wrong_sizes_and_inputs_are_refused()
    {
        var module = HandModules.Add();
        Refused(module, new() { ["M"] = 3 }, FunctionalCodes.BadSize, 2);
        Refused(module, new() { ["N"] = 0 }, FunctionalCodes.BadSize, 1);
        Refused(module, new() { ["N"] = 11 }, FunctionalCodes.BadInput, 2);
    }

    private static void Refused(Module module, Dictionary<string, long> sizes, DiagnosticCode code, int findings)
    {
        var failure = Assert.Throws<CompileException>(() => FunctionalRun.Execute(module, sizes, Inputs(10)));
        Assert.Equal(Enumerable.Repeat(code, findings), failure.Diagnostics.Select(d => d.Code));
    }

    private static CompileException Fails(Module module, long n, DiagnosticCode code)
    {
        var failure = Assert.Throws<CompileException>(() => FunctionalRun.Execute(module, Sizes(n), Inputs(n)));
        Assert.Equal(code, failure.Diagnostics[0].Code);
        return failure;
    }

    private static TensorData[] Inputs(long n) =>
        [.. new[] { 1, 2 }.Select(seed => RefTensor.Random(seed, ElementType.F32, [n]).ToData(ElementType.F32))];

    private static Dictionary<string, long> Sizes(long n) => new() { ["N"] = n };
}
