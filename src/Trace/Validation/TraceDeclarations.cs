using ActorSim.Trace.Records;

namespace ActorSim.Trace.Validation;

/// <summary>What a trace has declared so far.</summary>
internal sealed class TraceDeclarations
{
    public IdTable<TraceTensor> Tensors { get; } = new();

    public IdTable<TraceBuffer> Buffers { get; } = new();

    public IdTable<TileCost> TileCosts { get; } = new();

    public IdTable<KernelState> Kernels { get; } = new();

    /// <summary>Progress of one kernel.</summary>
    internal sealed class KernelState
    {
        public bool Ended;
        public long WorkItems;
    }
}
