namespace ActorSim.Kernel.Model;

/// <summary>
/// Total order of a unit's messages: time, then priority, input-link ordinal and per-link sequence, the latter three packed
/// into one word. Names, threads and arrival order never matter.
/// </summary>
public readonly record struct EventKey(SimTime Time, ulong Order) : IComparable<EventKey>
{
    public const int MaxPriority = (1 << PriorityBits) - 1;
    public const int MaxOrdinal = (1 << OrdinalBits) - 1;
    private const int PriorityBits = 12;
    private const int OrdinalBits = 18;
    private const int SequenceBits = 34;

    public int CompareTo(EventKey other) => Time != other.Time ? Time.CompareTo(other.Time) : Order.CompareTo(other.Order);

    /// <summary>Ordinal of the input link that a message of this order came over; 0: the unit itself.</summary>
    public static int OrdinalOf(ulong order) => (int)((order >> SequenceBits) & MaxOrdinal);

    /// <param name="priority">0 (first) to <see cref="MaxPriority"/>: the phase within one time.</param>
    /// <param name="ordinal">The input link's place in declaration order, 0 being the unit itself.</param>
    /// <param name="sequence">Counts the link's messages.</param>
    public static ulong Pack(int priority, int ordinal, ulong sequence) =>
        ((ulong)(uint)priority << (OrdinalBits + SequenceBits)) | ((ulong)(uint)ordinal << SequenceBits)
        | (sequence & ((1UL << SequenceBits) - 1));
}
