namespace ActorSim.Dram.AddressMaps;

/// <summary>
/// Place of one request: <paramref name="Bank"/> is flat within the channel (pseudo-channel major, then bank group, then bank),
/// <paramref name="Column"/> counts requests (bursts) within the row.
/// </summary>
public readonly record struct DramLocation(int Bank, int Row, int Column);
