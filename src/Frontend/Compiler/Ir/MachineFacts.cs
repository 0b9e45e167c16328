namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>What of the machine is baked into compiled kernels (never the number of cores).</summary>
/// <param name="Lanes">Vector lanes = rows and columns of a systolic array; 1 or more.</param>
/// <param name="SpadBytesPerLane">Scratchpad capacity of one lane, bytes; 1 or more.</param>
/// <param name="VectorBits">Vector register length of one lane, bits; a multiple of 64.</param>
public sealed record MachineFacts(int Lanes, long SpadBytesPerLane, int VectorBits)
{
    // Double buffering: a core has two at a time.
    private const int WorkItemsOfACore = 2;

    /// <summary>128 lanes, 128 KiB each, 256 bits: the reference's TPUv3 core (PyTorchSim's frontend, 0.2).</summary>
    public static MachineFacts TpuV3 { get; } = new(128, 128 * 1024, 256);

    /// <summary>8 lanes, 32 KiB each, 256 bits: the reference's 8 x 8 core (PyTorchSim's frontend, 0.2).</summary>
    public static MachineFacts Toy8 { get; } = new(8, 32 * 1024, 256);

    /// <summary>
    /// Elements that rows (the last dimension) of tensors in DRAM are padded to: stored and moved whole, as TPUs do with their tiled
    /// layouts. 1: rows are dense. See <see cref="RowPadding"/> for the rows that are left dense.
    /// </summary>
    public int RowElements { get; init; } = 1;

    /// <summary>
    /// What tiles are balanced for; null: nothing is known, and tiles follow the scratchpad alone. A package runs on any number of cores
    /// and any memory all the same.
    /// </summary>
    public MachineBalance? Balance { get; init; }

    /// <summary>How kernels are made; what is made runs on the machine either way.</summary>
    public Lowering Lowering { get; init; }

    public long SpadBytes => Lanes * SpadBytesPerLane;

    /// <summary>Bytes that the tiles of one work-item may take: so much that the next one's are loaded while they are computed with.</summary>
    public long TileBytes => SpadBytes / WorkItemsOfACore;

    /// <summary>The share of one lane in <see cref="TileBytes"/>.</summary>
    public long TileBytesPerLane => SpadBytesPerLane / WorkItemsOfACore;

    /// <summary>True for a machine that programs of this one can run on: all but balance and lowering is the same.</summary>
    public bool RunsProgramsOf(MachineFacts other) => Bare == other.Bare;

    private MachineFacts Bare => this with { Balance = null, Lowering = Lowering.Fused };
}

/// <summary>What of a machine says how large its tiles should be.</summary>
/// <param name="Cores">Cores that share the work, 1 or more.</param>
/// <param name="Arrays">Systolic arrays of a core, 1 or more.</param>
/// <param name="BytesPerCycle">Most bytes that come and go between memory and all cores in a core cycle, above 0.</param>
/// <param name="LatencyCycles">Core cycles from a request to its data on an idle machine, 0 or more.</param>
public sealed record MachineBalance(int Cores, int Arrays, double BytesPerCycle, int LatencyCycles)
{
    /// <summary>A core's share of the memory, bytes in a core cycle.</summary>
    public double BytesPerCoreCycle => BytesPerCycle / Cores;
}
