namespace ActorSim.Trace.Records;

/// <summary>A trace that cannot be read or written, or that breaks a rule of the format.</summary>
public sealed class TraceException : Exception
{
    public TraceException(string file, long objectIndex, long recordIndex, long byteOffset, string problem, Exception? inner = null)
        : base(Describe(file, objectIndex, recordIndex, byteOffset, problem), inner)
    {
        File = file;
        Problem = problem;
        ObjectIndex = objectIndex;
        RecordIndex = recordIndex;
        ByteOffset = byteOffset;
    }

    /// <summary>File name, "-" for standard input or output.</summary>
    public string File { get; }

    /// <summary>The message without the place.</summary>
    public string Problem { get; }

    /// <summary>Position among the top-level objects, or -1.</summary>
    public long ObjectIndex { get; }

    /// <summary>Position among all records of the trace, or -1 if no record is at fault.</summary>
    public long RecordIndex { get; }

    /// <summary>Offset in the uncompressed bytes, or -1.</summary>
    public long ByteOffset { get; }

    private static string Describe(string file, long objectIndex, long recordIndex, long byteOffset, string problem)
    {
        string place = file;
        if (objectIndex >= 0)
            place += $", object {objectIndex}";
        if (recordIndex >= 0)
            place += $", record {recordIndex}";
        if (byteOffset >= 0)
            place += $", byte {byteOffset}";
        return $"{place}: {problem}";
    }
}
