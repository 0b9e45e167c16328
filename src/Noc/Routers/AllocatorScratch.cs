namespace ActorSim.Noc.Routers;

/// <summary>
/// What an allocation needs while it runs and its result. Allocators of one size that run one after the other share it, so that a network of many
/// routers keeps only their pointers in its working set.
/// </summary>
internal sealed class AllocatorScratch(int inputs, int outputs)
{
    public int Inputs { get; } = inputs;

    public int Outputs { get; } = outputs;

    /// <summary>Output of each matched input.</summary>
    public int[] Match { get; } = new int[inputs];

    public ulong[] Matched { get; } = new ulong[Bits.Words(inputs)];

    public bool HasMatched { get; set; }

    /// <summary>Inputs that ask, by output; empty between allocations.</summary>
    public ulong[] Columns { get; } = new ulong[outputs * Bits.Words(inputs)];

    /// <summary>Outputs that are asked for; empty between allocations.</summary>
    public ulong[] Requested { get; } = new ulong[Bits.Words(outputs)];

    public ulong[] Granted { get; } = new ulong[Bits.Words(inputs)];

    /// <summary>The best grant of each input so far.</summary>
    public int[] Best { get; } = new int[inputs];
}
