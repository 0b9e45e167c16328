namespace ActorSim.Actors.Noc;

/// <summary>What a crossbar moves: one request or one answer of <c>dma.request-bytes</c>.</summary>
/// <param name="Address">Channel-local byte address of a request; unused in an answer.</param>
/// <param name="Tag">Handed through unchanged.</param>
public readonly record struct CrossbarPacket(long Address, int Tag);
