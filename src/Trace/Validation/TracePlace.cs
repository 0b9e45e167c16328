namespace ActorSim.Trace.Validation;

/// <summary>Where in a trace something is: top-level object, record (-1 if none) and byte offset (-1 if unknown).</summary>
public readonly record struct TracePlace(long ObjectIndex, long RecordIndex, long ByteOffset);
