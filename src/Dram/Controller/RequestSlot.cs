using ActorSim.Dram.Devices;

namespace ActorSim.Dram.Controller;

/// <summary>
/// A request inside the controller. Arrive is relative to the channel's base; Next links the lists of <see cref="RequestQueue"/>;
/// Lane is -1 while the slot is free; Group is the first sequence number of those accepted in the same cycle; Waited are the cycles in the
/// front queue; Outcome is Hit until its ACT or PRE issues.
/// </summary>
internal struct RequestSlot
{
    public long Address;
    public int Tag;
    public int Row;
    public int Key;
    public int Arrive;
    public int Next;
    public int Lane;
    public int Group;
    public bool IsWrite;
    public bool Classified;
    public bool Activated;
    public RowOutcome Outcome;
    public int Waited;
}
