using ActorSim.Actors.Machine;
using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Cli.Configuration;

/// <summary>
/// Operations that units can do, a multiplication and an addition counting as two. A trace says for how long units are held and not what they
/// compute: figures that follow from these are what the held units could have done.
/// </summary>
/// <param name="ArrayPerCycle">Of one systolic array, in a core cycle: 2 x core.lanes x core.lanes.</param>
/// <param name="VectorPerCycle">Of one vector unit, in a core cycle: core.lanes x core.vector-bits / 32.</param>
internal sealed record OperationPeaks(double ArrayPerCycle, double VectorPerCycle)
{
    private const int ElementBits = 32;

    public static OperationPeaks Of(MachineFacts machine) =>
        new(2.0 * machine.Lanes * machine.Lanes, (double)machine.Lanes * machine.VectorBits / ElementBits);

    /// <summary>Operations per second of all arrays.</summary>
    public double Arrays(MachineSpec spec) => ArrayPerCycle * spec.Cores * spec.Core.Arrays * spec.CoreHz;

    /// <summary>Operations per second of all vector units.</summary>
    public double Vectors(MachineSpec spec) => VectorPerCycle * spec.Cores * spec.CoreHz;
}
