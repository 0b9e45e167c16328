using System.Runtime.CompilerServices;

namespace ActorSim.Kernel.Dispatch;

/// <summary>What a queue compares and moves: the key of a message and its place in the store.</summary>
/// <param name="Ticks">Time of the message.</param>
/// <param name="Order">Order among the receiver's messages of the same time.</param>
/// <param name="Rank">Order among the receivers of messages of the same time.</param>
/// <param name="Place">Where the message lies in the <see cref="MessageStore"/>.</param>
internal readonly record struct MessageEntry(long Ticks, ulong Order, int Rank, int Place)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Before(in MessageEntry a, in MessageEntry b) =>
        a.Ticks != b.Ticks ? a.Ticks < b.Ticks : a.Rank != b.Rank ? a.Rank < b.Rank : a.Order < b.Order;
}
