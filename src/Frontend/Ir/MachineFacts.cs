namespace ActorSim.Frontend.Ir;

/// <summary>What of the machine is baked into compiled kernels (never the number of cores).</summary>
/// <param name="Lanes">Vector lanes = rows and columns of a systolic array; 1 or more.</param>
/// <param name="SpadBytesPerLane">Scratchpad capacity of one lane, bytes; 1 or more.</param>
/// <param name="VectorBits">Vector register length of one lane, bits; a multiple of 64.</param>
public sealed record MachineFacts(int Lanes, long SpadBytesPerLane, int VectorBits)
{
    /// <summary>128 lanes, 128 KiB each, 256 bits: the reference's TPUv3 core (PyTorchSim's frontend, 0.2).</summary>
    public static MachineFacts TpuV3 { get; } = new(128, 128 * 1024, 256);

    /// <summary>8 lanes, 32 KiB each, 256 bits: the reference's 8 x 8 core (PyTorchSim's frontend, 0.2).</summary>
    public static MachineFacts Toy8 { get; } = new(8, 32 * 1024, 256);

    public long SpadBytes => Lanes * SpadBytesPerLane;
}
