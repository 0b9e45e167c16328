using ActorSim.Frontend.Compiler.Cost;
using ActorSim.Frontend.Compiler.Cost.Operations;
using ActorSim.Frontend.Compiler.Cost.Vector;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class CostExplanationTests
{
    [Fact]
    public void A_vector_tile_is_explained_by_mix_occupancy_waits_and_path()
    {
        var program = new VectorProgram
        {
            Body =
            [
                new VectorInstruction { Class = VectorClass.Load, Elements = 64, Destination = 0 },
                new VectorInstruction { Name = "double", Class = VectorClass.Add, Elements = 64, Destination = 1, Sources = [0] },
            ],
        };
        VectorCost cost = VectorTiming.Simulate(CoreCostPresets.Toy8x8.Vector, program);
        var text = new StringWriter();
        CostExplanation.Write(text, CostExplanation.Of("tile 0", cost, "vector model"));
        string[] lines = text.ToString().Split('\n');
        Assert.Contains("  cycles           13", lines);
        Assert.Contains("  double           issue 4, finish 13, after results of load", lines);
        Assert.Contains("  last results     9 cycles, 69.2 %", lines);
        Assert.Contains("  alu              8 cycles, 61.5 %", lines);
    }

    [Theory]
    [InlineData(PreloadCharge.Hidden, 0)]
    [InlineData(PreloadCharge.Exposed, 96)]
    [InlineData(PreloadCharge.Full, 128)]
    public void A_preload_before_32_rows_is_charged_as_told(PreloadCharge charge, long occupancy)
    {
        var spec = new SystolicSpec { PreloadCharge = charge };
        Assert.Equal(occupancy, SystolicTiming.Preload(spec, 32).Occupancy);
        Assert.Equal(new OperationCost(382, 254), SystolicTiming.Matmul(spec, 128));
    }

    [Fact]
    public void Presets_have_no_problems() => Assert.All(CoreCostPresets.All, p => Assert.Empty(p.Problems()));

    [Fact]
    public void A_class_without_unit_is_a_problem_with_its_name()
    {
        VectorUnitSpec unit = CoreCostPresets.Toy8x8.Vector;
        unit = unit with { Units = [.. unit.Units.Skip(1)] };
        Assert.Equal(["class Load: executed by 0 units; must be exactly one"], unit.Problems());
        Assert.Throws<ArgumentException>(() => VectorTiming.Simulate(unit, new VectorProgram { Body = [] }));
    }
}
