namespace ActorSim.Actors.Noc;

/// <summary>Whose request it is, in one word: write flag, core and the DMA slot of its descriptor.</summary>
public readonly record struct RequestTag(int Packed)
{
    public const int MaxCores = 1 << CoreBits;
    public const int MaxSlots = 1 << SlotBits;
    private const int CoreBits = 13;
    private const int SlotBits = 18;

    public RequestTag(int core, int slot, bool isWrite)
        : this((isWrite ? int.MinValue : 0) | (core << SlotBits) | slot)
    {
    }

    public bool IsWrite => Packed < 0;

    public int Core => (Packed >> SlotBits) & (MaxCores - 1);

    public int Slot => Packed & (MaxSlots - 1);
}
