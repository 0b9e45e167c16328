using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Protocol;

/// <summary>Core to DMA engine: a load or store was issued; at the edge after the issue scan. Kept by the engine until it begins.</summary>
public sealed class TransferIssued : TimedMessage
{
    public InstructionHandle Handle { get; set; }

    public bool IsStore { get; set; }

    /// <summary>On whose account it goes.</summary>
    public TransferOwner Owner { get; set; }

    /// <summary>What it moves.</summary>
    public TransferDescriptor Descriptor { get; } = new();

    /// <inheritdoc/>
    protected override bool OutlivesHandling => true;
}

/// <summary>DMA engine to core: something about a transfer.</summary>
public abstract class TransferReport : TimedMessage
{
    public InstructionHandle Handle { get; set; }

    /// <summary>Core cycles it took: see each report.</summary>
    public long Cycles { get; set; }
}

/// <summary>All requests are injected, which took <see cref="TransferReport.Cycles"/>; at the edge after the last one's.</summary>
public sealed class TransferInjected : TransferReport;

/// <summary>The last answer arrived, <see cref="TransferReport.Cycles"/> after the first; at the edge after it.</summary>
public sealed class DataReady : TransferReport;

/// <summary>DMA engine to itself: it is free, a store may start.</summary>
public sealed class StoreTurn : TimedMessage;

/// <summary>DMA engine to itself: spell out more of the committed requests.</summary>
public sealed class InjectionDue : TimedMessage;

/// <summary>DMA engine to itself: answers wait at ports that several channels share.</summary>
public sealed class DrainDue : TimedMessage;

/// <summary>Channel to itself: something waits that can be done by now.</summary>
public sealed class ServiceDue : TimedMessage;

/// <summary>Network to itself: a packet may arrive by now.</summary>
public sealed class NetworkDue : TimedMessage;
