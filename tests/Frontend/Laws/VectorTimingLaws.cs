using ActorSim.Frontend.Compiler.Cost;
using ActorSim.Frontend.Compiler.Cost.Vector;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws;

public sealed class VectorTimingLaws
{
    [Fact]
    public void Extrapolated_loops_give_what_all_iterations_give()
    {
        var random = new Random(11);
        for (int i = 0; i < 200; i++)
        {
            VectorUnitSpec unit = RandomVectorPrograms.Unit(random);
            VectorProgram program = RandomVectorPrograms.Program(random, 60);
            VectorCost all = VectorTiming.Simulate(unit, program, extrapolate: false);
            VectorCost fast = VectorTiming.Simulate(unit, program);
            Assert.True(all.Cycles == fast.Cycles, $"case {i}: all iterations {all.Cycles}, extrapolated {fast.Cycles}");
            Assert.Equal(all.Instructions, fast.Instructions);
            Assert.Equal(all.Units, fast.Units);
            Assert.Equal(all.Waits, fast.Waits);
            Assert.Equal(all.BoundBy, fast.BoundBy);
        }
    }

    [Fact]
    public void Every_cycle_has_one_cause_and_no_unit_is_busier_than_time_allows()
    {
        var random = new Random(12);
        for (int i = 0; i < 200; i++)
        {
            VectorUnitSpec unit = RandomVectorPrograms.Unit(random);
            VectorCost cost = VectorTiming.Simulate(unit, RandomVectorPrograms.Program(random, 40));
            Assert.Equal(cost.Cycles, cost.Waits.Sum(w => w.Cycles));
            long drained = cost.Cycles + unit.Units.Max(u => u.Operations.Max(o => o.IntervalCycles));
            foreach (UnitUse use in cost.Units)
                Assert.True(use.BusyCycles <= use.Count * drained, $"case {i}: {use} in {cost.Cycles} cycles");
        }
    }

    [Fact]
    public void A_critical_path_is_in_time_order_and_ends_with_the_last_result()
    {
        var random = new Random(13);
        for (int i = 0; i < 200; i++)
        {
            VectorUnitSpec unit = RandomVectorPrograms.Unit(random) with { LoopOverheadCycles = 0 };
            VectorCost cost = VectorTiming.Simulate(unit, RandomVectorPrograms.Program(random, 40));
            if (cost.Cycles == 0)
                continue;
            Assert.Equal(cost.Cycles, cost.CriticalPath[^1].Finish);
            Assert.All(cost.CriticalPath.Zip(cost.CriticalPath.Skip(1)), p => Assert.True(p.First.Issue <= p.Second.Issue));
            Assert.True(cost.PathIsTruncated || cost.CriticalPath[0].Issue == 0);
        }
    }

    [Fact]
    public void A_loop_of_a_trillion_iterations_costs_a_trillion_times_its_period()
    {
        VectorProgram Of(long trips) => new()
        {
            Body =
            [
                new VectorLoop
                {
                    Trips = trips,
                    Body = [new VectorInstruction { Class = VectorClass.Add, Elements = 8, Destination = 0, Sources = [0] }],
                },
            ],
        };
        VectorUnitSpec unit = CoreCostPresets.Toy8x8.Vector;
        long small = VectorTiming.Simulate(unit, Of(1000), extrapolate: false).Cycles;
        Assert.Equal(small + 2 * (1_000_000_000_000 - 1000), VectorTiming.Simulate(unit, Of(1_000_000_000_000)).Cycles);
    }

    [Fact]
    public void Shorter_latencies_never_cost_cycles_where_units_have_one_copy()
    {
        var random = new Random(14);
        for (int i = 0; i < 150; i++)
        {
            VectorUnitSpec unit = RandomVectorPrograms.Unit(random);
            unit = unit with { Units = [.. unit.Units.Select(u => u with { Count = 1 })] };
            VectorUnitSpec faster = unit with
            {
                Units = [.. unit.Units.Select(u => u with
                {
                    Operations = [.. u.Operations.Select(o => o with { LatencyCycles = (o.LatencyCycles + 1) / 2 })],
                })],
            };
            VectorProgram program = RandomVectorPrograms.Program(random, 40);
            Assert.True(VectorTiming.Simulate(faster, program).Cycles <= VectorTiming.Simulate(unit, program).Cycles, $"case {i}");
        }
    }
}
