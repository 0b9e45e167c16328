namespace ActorSim.Noc.Routers;

/// <summary>An input virtual channel of a <see cref="DirectRouter"/>; one word, its flits lie in a ring of the router's buffer.</summary>
internal struct DirectInput
{
    public const byte NoChannel = byte.MaxValue;
    public byte Front;
    public byte Count;
    public byte Port;

    /// <summary>The packet at the front has been routed.</summary>
    public bool HasRoute;

    public byte OutPort;

    /// <summary>Output channel that the packet has.</summary>
    public byte OutVc;
    public sbyte OutClass;

    /// <summary>Output channels that it may have.</summary>
    public byte Group;
}

/// <summary>An output virtual channel of a <see cref="DirectRouter"/>, and the pointer of the input channel with the same number.</summary>
internal struct DirectOutput
{
    public const byte Nobody = byte.MaxValue;
    public byte Credits;

    /// <summary>Input channel whose packet holds it.</summary>
    public byte Owner;

    /// <summary>Input channel that is the first to be granted.</summary>
    public byte Grant;

    /// <summary>Output channel that this input channel accepts first.</summary>
    public byte Accept;
}

/// <summary>A port of a <see cref="DirectRouter"/>, both ways; a line of memory.</summary>
internal struct DirectPort
{
    /// <summary>Output channels that no packet holds, and those with room at the other end.</summary>
    public ulong Free;
    public ulong Credited;

    /// <summary>Input channels that wait for a channel of this output, and those that have one, a flit and a credit.</summary>
    public ulong Waiting;
    public ulong Ready;

    /// <summary>When the last flit left: two may leave the switch together.</summary>
    public long LastSend;
    public long SentFlits;

    /// <summary>From the cycle on the link to the buffer at its end.</summary>
    public int FlitCycles;

    /// <summary>From the switch grant of a flit that came in here until its sender can use the credit.</summary>
    public int CreditCycles;

    /// <summary>Input that this output grants first, and output that this input accepts first.</summary>
    public byte SwitchGrant;
    public byte SwitchAccept;

    /// <summary>Where the choice among the input's virtual channels starts.</summary>
    public byte NextVc;

    /// <summary>Of this input, in this cycle: the output, and the virtual channel that it has the switch for.</summary>
    public byte Won;
    public byte WonVc;
}
