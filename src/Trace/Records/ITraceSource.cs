namespace ActorSim.Trace.Records;

/// <summary>
/// Where a trace comes from, object by object: a file, or a producer that makes it while it is read. Objects come in the order of the
/// format; a footer may be left out. Not safe for concurrent use.
/// </summary>
public interface ITraceSource : IDisposable
{
    /// <summary>For messages.</summary>
    string Name { get; }

    /// <summary>Kind of the current object.</summary>
    TraceObjectKind Kind { get; }

    TraceHeader Header { get; }

    TraceTensor Tensor { get; }

    TraceBuffer Buffer { get; }

    TileCost TileCost { get; }

    TraceKernel Kernel { get; }

    TraceKernelEnd KernelEnd { get; }

    /// <summary>Goes to the next object; false at the end of the trace.</summary>
    bool Read();

    /// <summary>Hands the current work-item over: the caller returns it to its pool.</summary>
    WorkItem TakeWorkItem();
}
