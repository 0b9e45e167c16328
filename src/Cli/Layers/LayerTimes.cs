using ActorSim.Actors.Core;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Layers;

/// <summary>What one kernel did on one core, or on all of them. Cycles are core cycles.</summary>
internal sealed class LayerTimes
{
    private readonly long[] _busy = new long[ComputeUnits.Places];
    private readonly long[] _stalls = new long[Enum.GetValues<StallCause>().Length];

    /// <summary>First work-item handed to a core; <see cref="long.MaxValue"/> if none was.</summary>
    public long Start { get; private set; } = long.MaxValue;

    /// <summary>Last work-item retired; 0 if none was.</summary>
    public long End { get; private set; }

    /// <summary>Sum of cost - overlap of the operations issued to the systolic arrays.</summary>
    public long ArrayBusy => _busy[(int)UnitPlace.Array];

    /// <summary>The same of the vector unit.</summary>
    public long VectorBusy => _busy[(int)UnitPlace.Vector];

    /// <summary>The same of the cross-lane unit.</summary>
    public long CrossLaneBusy => _busy[(int)UnitPlace.CrossLane];

    public long Stall(StallCause cause) => _stalls[(int)cause];

    public void Begin(long cycle) => Start = Math.Min(Start, cycle);

    public void Finish(long cycle) => End = Math.Max(End, cycle);

    public void AddBusy(ComputeUnit unit, long cycles) => _busy[(int)ComputeUnits.PlaceOf(unit)] += cycles;

    public void AddStall(StallCause cause, long cycles) => _stalls[(int)cause] += cycles;

    public void Add(LayerTimes other)
    {
        Start = Math.Min(Start, other.Start);
        End = Math.Max(End, other.End);
        for (var i = 0; i < _busy.Length; i++) _busy[i] += other._busy[i];
        for (var i = 0; i < _stalls.Length; i++) _stalls[i] += other._stalls[i];
    }
}
