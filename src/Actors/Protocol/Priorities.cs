namespace ActorSim.Actors.Protocol;

/// <summary>Order of messages of one time at a core (docs/timing.md): work-items handed out, computes finished, data ready (in order of the port
/// that took the last answer), injections done, weight slots freed, then the issue scan.</summary>
public static class CorePriority
{
    public const int WorkItem = 0;
    public const int OperationDone = 1;

    /// <summary>Plus the port of the last answer (below <see cref="Dma.DmaSpec.MaxInjectionPorts"/>).</summary>
    public const int DataReady = 2;
    public const int Injected = 2000;
    public const int WeightsRead = 2001;
    public const int Step = 2002;
}

/// <summary>The same at a DMA engine.</summary>
public static class DmaPriority
{
    public const int Issue = 0;
    public const int StoreTurn = 1;
    public const int Responses = 2;
    public const int Drain = 3;
    public const int Injection = 4;
}

/// <summary>The same at a memory channel. Interconnect cycle n is at the interconnect clock's edge n plus one tick: after the cores' step.</summary>
public static class ChannelPriority
{
    public const int Requests = 0;
    public const int Service = 1;
}

/// <summary>The same at the scheduler, whose times lie half a cycle before the core cycle they belong to.</summary>
public static class SchedulerPriority
{
    public const int Retired = 0;
    public const int Dispatch = 1;
}
