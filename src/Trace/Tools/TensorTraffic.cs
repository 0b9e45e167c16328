using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>What a trace moves of one tensor.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="LoadedBytes">Elements of all loads times their size; an element loaded twice counts twice, a masked one does not.</param>
/// <param name="StoredBytes">The same for stores.</param>
/// <param name="Requests">Distinct aligned blocks of each transfer, summed over the transfers.</param>
public sealed record TensorTraffic(TraceTensor Tensor, long LoadedBytes, long StoredBytes, long Requests);
