namespace ActorSim.Trace.Validation;

/// <summary>One broken rule.</summary>
public sealed record TraceProblem(TracePlace Place, string Message)
{
    public override string ToString()
    {
        string record = Place.RecordIndex >= 0 ? $", record {Place.RecordIndex}" : "";
        string at = Place.ByteOffset >= 0 ? $", byte {Place.ByteOffset}" : "";
        return $"object {Place.ObjectIndex}{record}{at}: {Message}";
    }
}

/// <summary>Where in a trace something is: top-level object, record (-1 if none) and byte offset (-1 if unknown).</summary>
public readonly record struct TracePlace(long ObjectIndex, long RecordIndex, long ByteOffset);
