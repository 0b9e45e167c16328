namespace ActorSim.Trace.Tools;

/// <summary>Forms a trace can have in a file; each plain or gzip.</summary>
public enum TraceFileFormat
{
    /// <summary>The format itself.</summary>
    MessagePack,

    /// <summary>Its JSON-lines dump.</summary>
    JsonLines,

    /// <summary>A recorded stream of the C++ timing core.</summary>
    RecordedStream,
}
