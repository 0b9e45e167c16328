using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Validation;

namespace ActorSim.Trace.Tools;

/// <summary>Checks a whole trace and reports all problems instead of the first.</summary>
public static class TraceValidator
{
    /// <summary>Problems kept unless the caller says otherwise.</summary>
    public const int DefaultLimit = 100;

    /// <summary>Checks a file; "-" is standard input. A file that cannot be opened is a <see cref="TraceException"/>.</summary>
    public static TraceCheck Check(string path, int limit = DefaultLimit, TraceLimits? limits = null)
    {
        using Stream stream = TraceReader.OpenStream(path);
        return Check(stream, path, limit, limits);
    }

    /// <summary>Checks a stream, which is left open.</summary>
    public static TraceCheck Check(Stream stream, string name, int limit = DefaultLimit, TraceLimits? limits = null)
    {
        var report = new ProblemReport(name, limit);
        var options = new TraceReaderOptions { Limits = limits ?? TraceLimits.Default };
        using var reader = new TraceReader(stream, name, options, true, new TraceRules(report));
        bool whole = true;
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (TraceException e)
        {
            whole = false;
            report.Add(new TracePlace(e.ObjectIndex, e.RecordIndex, e.ByteOffset), e.Problem);
        }
        return new TraceCheck(report.Kept, report.Count, whole, reader.RecordsRead);
    }
}
