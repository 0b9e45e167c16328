namespace ActorSim.Trace.Records;

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
