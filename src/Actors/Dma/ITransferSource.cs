namespace ActorSim.Actors.Dma;

/// <summary>Knows the descriptors that a core hands to its DMA engine; plain immutable data while the engine works on it.</summary>
public interface ITransferSource
{
    bool IsStore(int instruction);

    /// <summary>Place of the instruction's trace among the run's traces.</summary>
    int TraceIndex { get; }

    /// <summary>Kernel whose work-item the instructions are of, by its id in the trace.</summary>
    int KernelId { get; }

    /// <summary>Tensor that the descriptor moves, by its id in the trace.</summary>
    int TensorOf(int instruction);

    /// <summary>Fills <paramref name="runs"/> with the requests of the descriptor.</summary>
    void FillRuns(int instruction, RequestRuns runs, int requestBytes);
}
