namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>
/// An instruction that all lanes execute. Values are numbered by the writer of the program; a source means the latest
/// write before it in the
/// order of execution, so a value read before it is written in a loop's body comes from the iteration before. A value that nothing has
/// written is there from the start. A store may "write" a value, which loads that must follow it name as a source.
/// </summary>
public sealed record VectorInstruction : VectorNode
{
    /// <summary>For reports; the class if empty.</summary>
    public string Name { get; init; } = "";

    public required VectorClass Class { get; init; }

    /// <summary>Bits per element, 8, 16, 32 or 64.</summary>
    public int Bits { get; init; } = 32;

    /// <summary>Elements per lane, 1..2^20; more than fit an instruction are issued in chunks.</summary>
    public required int Elements { get; init; }

    /// <summary>Value it writes, 0..2^20, or -1.</summary>
    public int Destination { get; init; } = -1;

    /// <summary>Values it reads. One with fewer elements is broadcast: its last chunk stands for what is missing.</summary>
    public IReadOnlyList<int> Sources { get; init; } = [];

    /// <summary>One operand comes from the scratchpad: takes the load unit too and its latency first.</summary>
    public bool MemoryOperand { get; init; }
}
