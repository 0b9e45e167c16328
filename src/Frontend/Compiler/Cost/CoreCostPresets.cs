using ActorSim.Frontend.Compiler.Cost.Vector;

namespace ActorSim.Frontend.Compiler.Cost;

/// <summary>
/// Cores whose costs can be asked for by name. [1] Jouppi et al., CACM 63(7), 2020; [2] Norrie et al., IEEE Micro 41(2), 2021. Latencies of
/// vector operations are published for neither machine; they are assumed, from what such units commonly take, and fitted to nothing.
/// </summary>
public static class CoreCostPresets
{
    /// <summary>
    /// One core of a TPUv3: 940 MHz, two 128 x 128 arrays, 128 lanes of 8 x 32 bits [1]. An instruction word holds two
    /// vector ALU operations,
    /// a load and a store [1][2]; the lanes compute in 32 bits [2].
    /// </summary>
    public static CoreCostSpec TpuV3 { get; } = new()
    {
        Name = "tpuv3",
        ClockHz = 940_000_000,
        Arrays = 2,
        Array = new SystolicSpec { Rows = 128, Columns = 128 },
        Vector = new VectorUnitSpec
        {
            Lanes = 128,
            VectorBits = 256,
            // Assumed, with measured kernels in view (docs/validation.md): an instruction handles one register; loops are unrolled twice.
            GroupRegisters = 2,
            MinimumComputeBits = 32,
            IssueWidth = 4,
            LoopOverheadCycles = 1,
            Units = Units(aluCount: 2, crossLaneLatency: 32),
        },
    };

    /// <summary>A toy to follow by hand: one 8 x 8 array, 8 lanes, one instruction per cycle, a branch of its own. All assumed.</summary>
    public static CoreCostSpec Toy8x8 { get; } = new()
    {
        Name = "toy-8x8",
        ClockHz = 800_000_000,
        Array = new SystolicSpec { Rows = 8, Columns = 8 },
        Vector = new VectorUnitSpec
        {
            Lanes = 8,
            VectorBits = 256,
            IssueWidth = 1,
            LoopOverheadCycles = 2,
            Units = Units(aluCount: 1, crossLaneLatency: 8),
        },
    };

    public static IReadOnlyList<CoreCostSpec> All { get; } = [TpuV3, Toy8x8];

    // Assumed: divide, root and transcendental functions iterate, so they hold their unit for several cycles per register.
    private static FunctionalUnitSpec[] Units(int aluCount, int crossLaneLatency) =>
    [
        new("load", 1, [new(VectorClass.Load, 4, 1)]),
        new("store", 1, [new(VectorClass.Store, 1, 1)]),
        new("alu", aluCount,
        [
            new(VectorClass.Add, 2, 1), new(VectorClass.Multiply, 4, 1), new(VectorClass.FusedMultiplyAdd, 4, 1),
            new(VectorClass.Convert, 2, 1), new(VectorClass.Reduce, 8, 1),
        ]),
        new("divider", 1, [new(VectorClass.Divide, 16, 8), new(VectorClass.SquareRoot, 16, 8)]),
        new("transcendental", 1, [new(VectorClass.Transcendental, 16, 4)]),
        new("cross-lane", 1, [new(VectorClass.CrossLane, crossLaneLatency, 2)]),
    ];
}
