using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>Summary of a trace.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Counts">Objects and records by kind.</param>
/// <param name="Traffic">By tensor, in order of declaration.</param>
/// <param name="Work">By unit.</param>
/// <param name="SpadHighWaterBytes">Largest footprint of a work-item, in bytes.</param>
/// <param name="RequestBytes">The request size that requests are counted for.</param>
/// <param name="Requests">Requests of all transfers.</param>
public sealed record TraceInfo(
    TraceHeader Header, CountingSink Counts, IReadOnlyList<TensorTraffic> Traffic, IReadOnlyList<UnitWork> Work,
    long SpadHighWaterBytes, int RequestBytes, long Requests)
{
    /// <summary>Reads a whole trace; memory is that of its declarations.</summary>
    /// <param name="reader">At its start, with validation on.</param>
    /// <param name="requestBytes">Size of a memory request in bytes.</param>
    public static TraceInfo Of(TraceReader reader, int requestBytes = 32)
    {
        var sink = new TraceInfoSink(requestBytes);
        TracePump.Copy(reader, sink);
        return sink.Result();
    }
}

/// <summary>What a trace moves of one tensor.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="LoadedBytes">Elements of all loads times their size; an element loaded twice counts twice, a masked one does not.</param>
/// <param name="StoredBytes">The same for stores.</param>
/// <param name="Requests">Distinct aligned blocks of each transfer, summed over the transfers.</param>
public sealed record TensorTraffic(TraceTensor Tensor, long LoadedBytes, long StoredBytes, long Requests);

/// <summary>What a trace computes on one kind of unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Operations">Compute records.</param>
/// <param name="Cycles">Sum of their cycles.</param>
/// <param name="OccupancyCycles">Sum of cycles minus overlap: a lower bound of the time on one unit.</param>
public sealed record UnitWork(ComputeUnit Unit, long Operations, long Cycles, long OccupancyCycles);
