namespace ActorSim.Dram.Replay;

/// <summary>A memory trace cannot be replayed; the message names file, line and problem.</summary>
public sealed class DramTraceException(string message, Exception? inner = null) : Exception(message, inner);
