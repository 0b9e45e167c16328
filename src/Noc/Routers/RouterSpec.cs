namespace ActorSim.Noc.Routers;

/// <summary>How requests for virtual channels and for the switch are matched.</summary>
public enum AllocatorKind
{
    /// <summary>Outputs grant, inputs accept, by round-robin pointers that move only on a match in the first iteration (McKeown, ToN 1999).</summary>
    Islip,

    /// <summary>Inputs pick one output, outputs pick one input; both arbiters move only on a match.</summary>
    SeparableInputFirst,
}

/// <summary>How one of several requests is picked.</summary>
public enum ArbiterKind
{
    RoundRobin,

    /// <summary>The least recently served.</summary>
    Matrix,
}

/// <summary>What all routers of a network have in common. Cycles and counts; docs/noc.md gives the pipeline.</summary>
public sealed record RouterSpec
{
    public const int MostVirtualChannels = 64;
    private const int MostDelay = 1000;
    private const int MostBuffer = 1 << 16;

    /// <summary>Virtual channels per port, 1 to 64.</summary>
    public int VirtualChannels { get; init; } = 4;

    /// <summary>Flits that each virtual channel of an input buffers, 1 to 65536.</summary>
    public int BufferFlits { get; init; } = 8;

    /// <summary>Cycles to compute a head's route; 0: computed one router ahead.</summary>
    public int RoutingDelay { get; init; }

    /// <summary>Cycles from the switch grant to the link, at least 1.</summary>
    public int SwitchTraversal { get; init; } = 1;

    /// <summary>Heads ask for a virtual channel and for the switch in the same cycle.</summary>
    public bool IsSpeculative { get; init; }

    public AllocatorKind Allocator { get; init; }

    /// <summary>Of iSLIP, 1 to 16.</summary>
    public int Iterations { get; init; } = 1;

    /// <summary>Of the separable allocator; iSLIP's pointers are round robin by definition.</summary>
    public ArbiterKind Arbiter { get; init; }

    /// <summary>Cycles from the arrival of a credit at a router until it can be used.</summary>
    public int CreditDelay { get; init; } = 1;

    /// <summary>A virtual channel is free again when the credit of its last flit has come back, not when its tail leaves.</summary>
    public bool WaitsForTailCredit { get; init; }

    /// <summary>A packet that won the switch keeps it while it has flits and credits.</summary>
    public bool HoldsSwitch { get; init; }

    /// <summary>Message classes that never wait for each other (requests, responses): each has an equal share of the virtual channels.</summary>
    public int MessageClasses { get; init; } = 1;

    /// <summary>Cycles on the wires between a node and its router.</summary>
    public int InterfaceLatency { get; init; } = 1;

    /// <summary>Virtual channels of one message class.</summary>
    public int ClassChannels => VirtualChannels / MessageClasses;

    /// <exception cref="NocException">A value is out of range.</exception>
    public RouterSpec Validate()
    {
        Check(VirtualChannels, 1, MostVirtualChannels, "virtual channels");
        Check(BufferFlits, 1, MostBuffer, "flits of a buffer");
        Check(RoutingDelay, 0, MostDelay, "cycles of routing");
        Check(SwitchTraversal, 1, MostDelay, "cycles of switch traversal");
        Check(Iterations, 1, 16, "iterations of the allocator");
        Check(CreditDelay, 0, MostDelay, "cycles of credit delay");
        Check(InterfaceLatency, 1, MostDelay, "cycles between a node and its router");
        Check(MessageClasses, 1, VirtualChannels, "message classes");
        return VirtualChannels % MessageClasses == 0
            ? this
            : throw new NocException($"{VirtualChannels} virtual channels cannot be shared equally by {MessageClasses} message classes");
    }

    private static void Check(int value, int least, int most, string what)
    {
        if (value < least || value > most)
        {
            throw new NocException($"{value} {what}: must be from {least} to {most}");
        }
    }
}
