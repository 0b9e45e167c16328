using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Tests.Systolic;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Frontend.Tests.Failure;

/// <summary>What cannot be put on the array is an error with its own code, never a product left out.</summary>
public sealed class SystolicGuardTests
{
    private static readonly ImmutableArray<IndexExpr> Start = [IndexExpr.Zero, IndexExpr.Zero];

    [Fact]
    public void A_good_product_has_no_errors() => Assert.Empty(Codes(new Sketch()));

    [Fact]
    public void An_operand_nothing_writes_is_refused() => Assert.Contains("SIM4001", Codes(new Sketch { LoadsB = false }));

    [Fact]
    public void An_accumulator_nothing_writes_is_refused() => Assert.Contains("SIM4001", Codes(new Sketch { Clears = false }));

    [Theory]
    [InlineData(20, 16, 16)]
    [InlineData(16, 20, 16)]
    [InlineData(16, 16, 20)]
    public void A_tile_beyond_the_array_must_be_a_multiple(long m, long n, long k) =>
        Assert.Contains("SIM4002", Codes(new Sketch { M = m, N = n, K = k }));

    [Fact]
    public void Subtiles_must_agree_on_the_depth() =>
        Assert.Contains("SIM4003", Codes(new Sketch { SubA = [8, 8], SubB = [16, 8] }));

    [Fact]
    public void An_operand_across_the_wrong_lanes_is_refused() => Assert.Contains("SIM4004", Codes(new Sketch { LaneAxisA = 0 }));

    [Fact]
    public void Float_products_are_not_summed_in_half_precision() =>
        Assert.Contains("SIM4005", Codes(new Sketch { TypeC = ElementType.F16 }));

    [Fact]
    public void An_operand_beyond_its_buffer_is_refused() => Assert.Contains("SIM4006", Codes(new Sketch { RowOfA = 8 }));

    [Fact]
    public void Pieces_that_cross_array_blocks_are_refused() =>
        Assert.Contains("SIM4007", Codes(new Sketch { N = 24, SubB = [16, 12] }));

    [Fact]
    public void An_accumulator_loaded_without_a_wait_is_refused() =>
        Assert.Contains("SIM4008", Codes(new Sketch { Clears = false, LoadsC = true }));

    [Fact]
    public void A_subtile_that_does_not_divide_is_refused() => Assert.Contains("SIM4020", Codes(new Sketch { SubA = [5, 16] }));

    [Fact]
    public void All_problems_come_together()
    {
        var codes = Codes(new Sketch { M = 20, LaneAxisA = 0, LoadsB = false });
        Assert.Equal(["SIM4001", "SIM4002", "SIM4004"], codes.Distinct().Order());
    }

    private static string[] Codes(Sketch sketch)
    {
        var diagnostics = new DiagnosticBag();
        SystolicProgram.Lower(sketch.Build(), diagnostics);
        return [.. diagnostics.All.Select(d => d.Code.Id)];
    }

    private sealed record Sketch
    {
        public long M { get; init; } = 16;

        public long N { get; init; } = 16;

        public long K { get; init; } = 16;

        public bool LoadsB { get; init; } = true;

        public bool LoadsC { get; init; }

        public bool Clears { get; init; } = true;

        public int LaneAxisA { get; init; } = 1;

        public long RowOfA { get; init; }

        public ElementType TypeC { get; init; } = ElementType.F32;

        public ImmutableArray<long> SubA { get; init; } = [];

        public ImmutableArray<long> SubB { get; init; } = [];

        public Module Build()
        {
            var a = new SpadBuffer(0, "a", ElementType.F32, [M, K], LaneAxisA, 1, BufferRole.Load);
            var b = new SpadBuffer(1, "b", ElementType.F32, [K, N], 1, 1, BufferRole.Load);
            var c = new SpadBuffer(2, "c", TypeC, [M, N], 1, 1, BufferRole.Accumulator);
            var body = ImmutableArray.CreateBuilder<Statement>();
            body.Add(Load(0, a, SubA));
            if (LoadsB) body.Add(Load(1, b, SubB));
            if (LoadsC) body.Add(Load(2, c, []));
            if (Clears)
                body.Add(new Compute(-1, "clear", ComputeUnit.Vector, c.Shape, 1, 1,
                    [VectorConstant.Of(TypeC, 0), new VectorStore(TypeC, BufferMap.Identity(2, 2), 0)]));
            body.Add(new TileMatmul(new(0, 0, 1, [RowOfA, 0]), new(1, 0, 1, Start), new(2, 0, 1, Start), M, N, K));
            var kernel = new Kernel("k", [], [a, b, c], 3, body.ToImmutable());
            var tensors = new[] { a, b, c }.Select(t =>
                new TensorDecl(t.Id, t.Name, t.Type, [.. t.Shape.Select(e => (IndexExpr)e)], TensorRole.Input));
            return new Module("m", MachineFacts.Toy8, [], [.. tensors], [kernel]);
        }

        private static Transfer Load(int tag, SpadBuffer buffer, ImmutableArray<long> subtile) => new(
            TransferDirection.Load, buffer.Id, 0, buffer.Id,
            [new TransferAxis(buffer.Shape[0], buffer.Shape[1], 0), new TransferAxis(buffer.Shape[1], 1, 1)])
        {
            Origin = Start,
            IsAsync = true,
            Tag = tag,
            Subtile = subtile,
        };
    }
}
