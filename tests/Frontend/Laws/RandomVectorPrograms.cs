using ActorSim.Frontend.Compiler.Cost.Vector;

namespace ActorSim.Frontend.Tests.Laws;

/// <summary>Vector units and programs by seed: nested loops, reductions carried by loops, chunks, memory operands.</summary>
internal static class RandomVectorPrograms
{
    public static VectorUnitSpec Unit(Random random) => new()
    {
        Lanes = 8,
        VectorBits = 64 << random.Next(3),
        GroupRegisters = 1 << random.Next(4),
        IssueWidth = random.Next(1, 5),
        Chaining = random.Next(2) == 0,
        LoopOverheadCycles = random.Next(4),
        MinimumComputeBits = 8 << random.Next(3),
        Units =
        [
            Unit(random, "memory", VectorClass.Load, VectorClass.Store),
            Unit(random, "alu", VectorClass.Add, VectorClass.Multiply, VectorClass.FusedMultiplyAdd, VectorClass.Convert),
            Unit(random, "slow", VectorClass.Divide, VectorClass.SquareRoot, VectorClass.Transcendental),
            Unit(random, "across", VectorClass.Reduce, VectorClass.CrossLane),
        ],
    };

    public static VectorProgram Program(Random random, int maxTrips) => new() { Body = Block(random, maxTrips, 0) };

    private static FunctionalUnitSpec Unit(Random random, string name, params VectorClass[] classes) =>
        new(name, random.Next(1, 4), [.. classes.Select(c => new VectorOperationSpec(c, random.Next(1, 20), random.Next(1, 6)))]);

    private static VectorNode[] Block(Random random, int maxTrips, int depth)
    {
        var nodes = new VectorNode[random.Next(depth == 0 ? 2 : 1, 6)];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i] = depth < 3 && random.Next(3) == 0
                ? new VectorLoop { Trips = random.Next(maxTrips >> (2 * depth)), Body = Block(random, maxTrips, depth + 1) }
                : Instruction(random);
        }
        return nodes;
    }

    private static VectorInstruction Instruction(Random random) => new()
    {
        Class = (VectorClass)random.Next(Enum.GetValues<VectorClass>().Length),
        Bits = 8 << random.Next(4),
        Elements = random.Next(4) == 0 ? random.Next(1, 200) : 16,
        Destination = random.Next(-1, 6),
        Sources = [.. Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(6))],
        MemoryOperand = random.Next(6) == 0,
    };
}
