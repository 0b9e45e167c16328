namespace ActorSim.Actors.Core;

/// <summary>
/// Events of a core and their order within one cycle (docs/timing.md): work-items handed out, computes finished, data ready (in order of
/// the port that took the last answer), injections done, weight slots freed, then the issue scan.
/// </summary>
public static class CoreMessages
{
    /// <summary>From the scheduler: a work-item. Body: <see cref="AssignedWorkItem"/>.</summary>
    public const int WorkItem = 1;

    /// <summary>From a compute unit: an operation finished. Body: <see cref="WorkItemGraph"/>; data: instruction.</summary>
    public const int OperationDone = 2;

    /// <summary>From the DMA engine: the last answer arrived. Body: graph; data: instruction and core cycles since the first answer.</summary>
    public const int DataReady = 3;

    /// <summary>From the DMA engine: all requests are injected. Body: graph; data: instruction and core cycles the injection took.</summary>
    public const int Injected = 4;

    /// <summary>From a systolic array: a matmul has read its weights. Body: graph; data: instruction.</summary>
    public const int WeightsRead = 5;

    /// <summary>From itself: the issue scan of a cycle.</summary>
    public const int Step = 6;

    public const int WorkItemPriority = 0;
    public const int OperationDonePriority = 1;

    /// <summary>Plus the port of the last answer (below <see cref="Dma.DmaSpec.MaxInjectionPorts"/>).</summary>
    public const int DataReadyPriority = 2;
    public const int InjectedPriority = 2000;
    public const int WeightsReadPriority = 2001;
    public const int StepPriority = 2002;

    /// <summary>An instruction and a number of cycles (0 to 2^32 - 1) in one word.</summary>
    public static long Pack(int instruction, long cycles) => (Math.Min(cycles, uint.MaxValue) << 32) | (uint)instruction;

    public static int InstructionOf(long data) => (int)data;

    public static long CyclesOf(long data) => (long)((ulong)data >> 32);
}
