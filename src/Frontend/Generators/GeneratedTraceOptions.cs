namespace ActorSim.Frontend.Generators;

/// <summary>Where generated tensors lie and what the trace is called.</summary>
public sealed record GeneratedTraceOptions
{
    public string Name { get; init; } = "generated";

    /// <summary>Address of the first tensor, in bytes.</summary>
    public long FirstAddress { get; init; } = 1 << 20;

    /// <summary>Tensors start at multiples of this, one after the other; bytes, 1 or more.</summary>
    public long Alignment { get; init; } = 4096;

    /// <summary>If set, tensors start exactly this many bytes apart even if they then overlap (the reference's runs use 1 MiB).</summary>
    public long? Spacing { get; init; }

    /// <summary>Each kernel waits for the one before it; otherwise all are independent.</summary>
    public bool Sequential { get; init; } = true;

    /// <summary>Tenant that owns the kernels.</summary>
    public int Partition { get; init; }
}
