using ActorSim.Trace.Records;

namespace ActorSim.Trace.Validation;

/// <summary>Takes problems: throws the first one, or keeps up to a limit and counts the rest.</summary>
internal sealed class ProblemReport
{
    private readonly string _file;
    private readonly List<TraceProblem>? _kept;
    private readonly int _limit;

    /// <summary>Throws the first problem.</summary>
    public ProblemReport(string file) => _file = file;

    /// <summary>Keeps <paramref name="limit"/> problems.</summary>
    public ProblemReport(string file, int limit)
    {
        _file = file;
        _kept = [];
        _limit = limit;
    }

    public long Count { get; private set; }

    public IReadOnlyList<TraceProblem> Kept => _kept ?? [];

    public void Add(TracePlace place, string message)
    {
        if (_kept is null)
            throw new TraceException(_file, place.ObjectIndex, place.RecordIndex, place.ByteOffset, message);
        Count++;
        if (_kept.Count < _limit)
            _kept.Add(new TraceProblem(place, message));
    }
}
