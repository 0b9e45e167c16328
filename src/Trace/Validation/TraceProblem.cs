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
