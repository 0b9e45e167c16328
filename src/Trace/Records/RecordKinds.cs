namespace ActorSim.Trace.Records;

/// <summary>Kind of a record inside a work-item; the numbers are the file format's.</summary>
public enum RecordKind : byte
{
    Dma = 0,
    Compute = 1,
    MemoryBarrier = 2,
}

/// <summary>Load: memory to scratchpad. Store: scratchpad to memory. The numbers are the file format's.</summary>
public enum DmaDirection : byte
{
    Load = 0,
    Store = 1,
}

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

/// <summary>What a buffer is for; the numbers are the file format's.</summary>
public enum BufferRole : byte
{
    /// <summary>Filled by loads.</summary>
    Load = 0,

    /// <summary>Read and written in place by matmuls.</summary>
    Accumulator = 1,

    /// <summary>Virtual: the weights inside an array. A preload writes it, matmuls read it, it takes no scratchpad.</summary>
    Weights = 2,

    /// <summary>Anything else a compute writes.</summary>
    Scratch = 3,
}
