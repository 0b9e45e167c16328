namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>A chunk of an instruction, with all that its timing needs.</summary>
internal sealed class PipelineChunk
{
    public required int Index { get; init; }

    public required VectorInstruction Instruction { get; init; }

    public required int Chunk { get; init; }

    /// <summary>Elements of the instruction that this chunk covers.</summary>
    public required int First { get; init; }

    public required int Count { get; init; }

    /// <summary>Elements of a whole chunk.</summary>
    public required int ChunkElements { get; init; }

    public required int Unit { get; init; }

    public required int Latency { get; init; }

    public required int Interval { get; init; }

    public required int Beats { get; init; }

    /// <summary>Cycles that the load unit is held for a scratchpad operand, 0 without one.</summary>
    public required int MemoryBusy { get; init; }

    /// <summary>Dense numbers of the values, destination -1 if none.</summary>
    public required int Destination { get; init; }

    public required int[] Sources { get; init; }

    public bool IsReduce => Instruction.Class == VectorClass.Reduce;

    /// <summary>Elements that the destination has after the instruction.</summary>
    public int ResultElements => IsReduce ? 1 : Instruction.Elements;

    public int ResultChunk => IsReduce ? 0 : Chunk;
}
