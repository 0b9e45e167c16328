using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>Moves a trace from a source to a sink.</summary>
public static class TracePump
{
    /// <summary>Copies every object and completes the sink. Memory is one work-item's.</summary>
    public static void Copy(ITraceSource reader, ITraceSink sink)
    {
        while (reader.Read())
            Forward(reader, sink);
        sink.Complete();
    }

    /// <summary>Hands the current object to the sink; the footer is the sink's own business.</summary>
    internal static void Forward(ITraceSource reader, ITraceSink sink)
    {
        switch (reader.Kind)
        {
            case TraceObjectKind.Header: sink.Header(reader.Header); break;
            case TraceObjectKind.Tensor: sink.Tensor(reader.Tensor); break;
            case TraceObjectKind.Buffer: sink.Buffer(reader.Buffer); break;
            case TraceObjectKind.TileCost: sink.TileCost(reader.TileCost); break;
            case TraceObjectKind.KernelBegin: sink.BeginKernel(reader.Kernel); break;
            case TraceObjectKind.WorkItem: sink.WorkItem(reader.TakeWorkItem()); break;
            case TraceObjectKind.KernelEnd: sink.EndKernel(reader.KernelEnd.KernelId); break;
            default: break;
        }
    }
}
