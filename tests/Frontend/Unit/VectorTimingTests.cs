using ActorSim.Frontend.Compiler.Cost;
using ActorSim.Frontend.Compiler.Cost.Vector;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

/// <summary>Small programs on the toy core, followed by hand: load 4/1, add 2/1, multiply 4/1, transcendental 16/4
/// (latency/interval).</summary>
public sealed class VectorTimingTests
{
    private static readonly VectorUnitSpec Toy = CoreCostPresets.Toy8x8.Vector;

    [Fact]
    public void A_dependent_instruction_starts_on_the_first_result()
    {
        // Load at 0: results 4..11. Add at 4: results 6..13.
        Assert.Equal(13, Cycles(Toy, Load(0, 64), Op(VectorClass.Add, 64, 1, 0)));
    }

    [Fact]
    public void Without_chaining_it_waits_for_the_last_result()
    {
        // Load at 0: last result 11. Add at 11: results 13..20.
        Assert.Equal(20, Cycles(Toy with { Chaining = false }, Load(0, 64), Op(VectorClass.Add, 64, 1, 0)));
    }

    [Fact]
    public void A_fast_consumer_never_overtakes_a_slow_producer()
    {
        // Transcendental at 0: results 16, 20, ... 44. Add reads its last register at 44, so starts at 37 and ends at 37 + 2 + 7.
        Assert.Equal(46, Cycles(Toy, Op(VectorClass.Transcendental, 64, 0), Op(VectorClass.Add, 64, 1, 0)));
    }

    [Fact]
    public void A_unit_that_is_held_delays_the_next_of_its_kind()
    {
        // Second transcendental at 8 x 4 = 32, first result 48, last 76.
        Assert.Equal(76, Cycles(Toy, Op(VectorClass.Transcendental, 64, 0), Op(VectorClass.Transcendental, 64, 1)));
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(65, 2)]
    [InlineData(128, 2)]
    [InlineData(256, 4)]
    public void Transcendentals_are_chunked_as_the_reference_does_with_256_bits(int elements, int chunks)
    {
        VectorCost cost = Run(Toy, Op(VectorClass.Transcendental, elements, 0));
        Assert.Equal(new InstructionCount(VectorClass.Transcendental, chunks, elements), Assert.Single(cost.Instructions));
    }

    [Fact]
    public void Halves_take_half_the_beats_unless_the_lanes_compute_in_32_bits()
    {
        var half = new VectorInstruction { Class = VectorClass.Add, Bits = 16, Elements = 64, Destination = 0 };
        Assert.Equal(2 + 3, Run(Toy, half).Cycles);
        Assert.Equal(2 + 7, Run(Toy with { MinimumComputeBits = 32 }, half).Cycles);
    }

    [Fact]
    public void A_memory_operand_takes_the_load_unit()
    {
        VectorCost cost = Run(Toy, Op(VectorClass.Add, 8, 0) with { MemoryOperand = true }, Load(1, 8));
        Assert.Equal(2, cost.Units.Single(u => u.Name == "load").BusyCycles);
        Assert.Equal(6, cost.Cycles);
    }

    [Fact]
    public void A_reduction_is_read_when_it_is_complete()
    {
        // Load 0: 4..11. Reduce needs all of it: at 11, last 11 + 8 + 7 = 26. Multiply of one element: 30.
        Assert.Equal(30, Cycles(Toy, Load(0, 64), Op(VectorClass.Reduce, 64, 1, 0), Op(VectorClass.Multiply, 1, 2, 1)));
    }

    [Fact]
    public void A_loop_carried_sum_is_bound_by_the_latency_of_its_addition()
    {
        var unit = Toy with { LoopOverheadCycles = 0, IssueWidth = 4 };
        VectorCost cost = Run(unit, new VectorLoop { Trips = 1000, Body = [Op(VectorClass.FusedMultiplyAdd, 8, 0, 0)] });
        Assert.Equal(4000, cost.Cycles);
        Assert.Equal("results of alu", cost.BoundBy);
    }

    [Fact]
    public void An_issue_width_of_four_starts_four_at_once()
    {
        VectorInstruction[] mix = [Load(0, 8), Op(VectorClass.Add, 8, 1), Op(VectorClass.Add, 8, 2), Op(VectorClass.Store, 8, 3)];
        Assert.Equal(4, Cycles(CoreCostPresets.TpuV3.Vector, mix));
        Assert.Equal(5, Cycles(CoreCostPresets.TpuV3.Vector, [.. mix, Op(VectorClass.Multiply, 8, 4)]));
    }

    [Fact]
    public void An_empty_program_costs_nothing()
    {
        VectorCost cost = Run(Toy);
        Assert.Equal((0, "nothing", 0), (cost.Cycles, cost.BoundBy, cost.CriticalPath.Count));
    }

    private static VectorInstruction Load(int value, int elements) => Op(VectorClass.Load, elements, value);

    private static VectorInstruction Op(VectorClass kind, int elements, int destination, params int[] sources) =>
        new() { Class = kind, Elements = elements, Destination = destination, Sources = sources };

    private static VectorCost Run(VectorUnitSpec unit, params VectorNode[] body) =>
        VectorTiming.Simulate(unit, new VectorProgram { Body = body });

    private static long Cycles(VectorUnitSpec unit, params VectorNode[] body) => Run(unit, body).Cycles;
}
