namespace ActorSim.Noc.Routers;

/// <summary>How far the packet at the front of an input virtual channel is.</summary>
internal enum ChannelStage : byte
{
    Idle,
    Routing,

    /// <summary>For an output channel.</summary>
    Waiting,

    /// <summary>It has one.</summary>
    Active,
}

/// <summary>State of an input virtual channel; its flits lie in a ring of the router's buffer.</summary>
internal struct InputChannel
{
    public int Front;
    public int Count;
    public byte Port;
    public byte Vc;
    public ChannelStage Stage;
    public byte OptionCount;

    /// <summary>Output channel that the packet has, or is just being given.</summary>
    public byte OutPort;
    public byte OutVc;
    public sbyte OutClass;
}

/// <summary>State of a port, both ways.</summary>
internal struct RouterPort
{
    /// <summary>When the last flit left: two may leave the switch together.</summary>
    public long LastSend;
    public long SentFlits;

    /// <summary>From the cycle on the link to the buffer at its end.</summary>
    public int FlitCycles;

    /// <summary>From the switch grant of a flit that came in here until its sender can use the credit.</summary>
    public int CreditCycles;

    /// <summary>Where the choice among the input's virtual channels starts.</summary>
    public int NextVc;

    /// <summary>Output to which the input has the switch.</summary>
    public byte WonOutput;

    /// <summary>Outputs that a virtual channel of the input asks for.</summary>
    public ulong Asked;
}
