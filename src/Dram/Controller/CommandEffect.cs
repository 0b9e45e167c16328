namespace ActorSim.Dram.Controller;

/// <summary>
/// What one command does to the earliest times of one following command: <see cref="Rows"/> holds, per bank group of the pseudo-channel,
/// one gap per lane of it (null if only the bank itself is bound), <see cref="Bank"/> the gap of the bank itself (0 if the row says it all).
/// </summary>
internal unsafe struct CommandEffect
{
    public int* Times;
    public int* Rows;
    public int Bank;
}
