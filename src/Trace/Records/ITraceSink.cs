namespace ActorSim.Trace.Records;

/// <summary>
/// Where a producer emits a trace: a file, a live simulation, a counter. Calls come in the order of the format: header; declarations,
/// each before its first use; kernels with their work-items; <see cref="Complete"/>. A call may block (back-pressure).
/// </summary>
public interface ITraceSink
{
    void Header(TraceHeader header);

    void Tensor(TraceTensor tensor);

    void Buffer(TraceBuffer buffer);

    void TileCost(TileCost cost);

    void BeginKernel(TraceKernel kernel);

    /// <summary>Takes the work-item over: the sink returns it to its pool, and the caller must not touch it again.</summary>
    void WorkItem(WorkItem item);

    /// <summary>Ends a kernel; the sink knows how many work-items it had.</summary>
    void EndKernel(int kernelId);

    /// <summary>The trace is whole. Without this call it never was: a file sink leaves nothing behind.</summary>
    void Complete();
}
