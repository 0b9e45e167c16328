namespace ActorSim.Trace.Records;

/// <summary>Kind of a top-level object of a trace; the numbers are the file format's.</summary>
public enum TraceObjectKind : sbyte
{
    /// <summary>Before the first object and after the last.</summary>
    None = -1,
    Header = 0,
    Tensor = 1,
    Buffer = 2,
    TileCost = 3,
    KernelBegin = 4,
    WorkItem = 5,
    KernelEnd = 6,
    Footer = 7,
}
