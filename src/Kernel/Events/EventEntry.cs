using System.Runtime.CompilerServices;

namespace ActorSim.Kernel;

/// <summary>What a queue compares and moves: the key of an event and its place in the store.</summary>
/// <param name="Ticks">Time of the event.</param>
/// <param name="Order">Order among the receiver's events of the same time.</param>
/// <param name="Rank">Order among the receivers of events of the same time.</param>
/// <param name="Place">Where the event lies in the <see cref="EventStore"/>.</param>
internal readonly record struct EventEntry(long Ticks, ulong Order, int Rank, int Place)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Before(in EventEntry a, in EventEntry b) =>
        a.Ticks != b.Ticks ? a.Ticks < b.Ticks : a.Rank != b.Rank ? a.Rank < b.Rank : a.Order < b.Order;
}
