using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// Many producers, one consumer. Producers append to an array under a spin lock held for a few nanoseconds; the consumer
/// swaps the whole array for its own empty one, so that a message costs one interlocked operation and the arrays are reused.
/// The order of the messages is the order in which the lock was taken, hence per-sender order, and a message sent because of
/// another cannot overtake it.
/// </summary>
internal sealed class Mailbox
{
    private const int FirstCapacity = 8;

    // A burst larger than this gives its array back to the garbage collector.
    private const int LargestKeptCapacity = 1 << 16;

    private Hot _hot;
    private Envelope[] _filling = [];
    private SystemMessage? _firstSystem;
    private SystemMessage? _lastSystem;

    // Outside the producers' cache line: the consumer reads it before every message.
    private bool _hasSystem;

    public bool HasSystem
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _hasSystem);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EnqueueResult Enqueue(object message, IActorRef? sender)
    {
        Enter();
        if (_hot.IsClosed)
        {
            Exit();
            return EnqueueResult.Closed;
        }
        var at = _hot.Count;
        var filling = _filling;
        if ((uint)at >= (uint)filling.Length)
            filling = Grow();
        filling[at] = new Envelope(message, sender);
        _hot.Count = at + 1;
        var wasScheduled = _hot.IsScheduled;
        _hot.IsScheduled = true;
        Exit();
        return wasScheduled ? EnqueueResult.Queued : EnqueueResult.MustSchedule;
    }

    public EnqueueResult EnqueueSystem(SystemMessage message)
    {
        Enter();
        if (_hot.IsClosed)
        {
            Exit();
            return EnqueueResult.Closed;
        }
        if (_lastSystem is null)
            _firstSystem = message;
        else
            _lastSystem.Next = message;
        _lastSystem = message;
        Volatile.Write(ref _hasSystem, true);
        var wasScheduled = _hot.IsScheduled;
        _hot.IsScheduled = true;
        Exit();
        return wasScheduled ? EnqueueResult.Queued : EnqueueResult.MustSchedule;
    }

    /// <summary>
    /// Exchanges the consumer's emptied array for the filled one. False, and the mailbox is idle, when there is nothing at
    /// all; true with a count of 0 when there are only system messages.
    /// </summary>
    public bool TakeBatch(ref Envelope[] batch, out int count)
    {
        Enter();
        count = _hot.Count;
        if (count == 0)
        {
            var stay = _firstSystem is not null;
            _hot.IsScheduled = stay;
            Exit();
            return stay;
        }
        (batch, _filling) = (_filling, batch.Length > LargestKeptCapacity ? [] : batch);
        _hot.Count = 0;
        Exit();
        return true;
    }

    /// <summary>For a suspended actor: idle unless there are system messages.</summary>
    public bool TryIdleSuspended()
    {
        Enter();
        var stay = _firstSystem is not null;
        _hot.IsScheduled = stay;
        Exit();
        return !stay;
    }

    /// <summary>All system messages, linked in order.</summary>
    public SystemMessage? TakeSystem()
    {
        Enter();
        var first = _firstSystem;
        _firstSystem = _lastSystem = null;
        Volatile.Write(ref _hasSystem, false);
        Exit();
        return first;
    }

    /// <summary>Refuses what comes from now on, and hands out what is left.</summary>
    public (Envelope[] Left, int Count, SystemMessage? System) Close()
    {
        Enter();
        _hot.IsClosed = true;
        var left = (_filling, _hot.Count, _firstSystem);
        _filling = [];
        _hot.Count = 0;
        _firstSystem = _lastSystem = null;
        Exit();
        return left;
    }

    private Envelope[] Grow()
    {
        var larger = new Envelope[Math.Max(FirstCapacity, _filling.Length * 2)];
        Array.Copy(_filling, larger, _filling.Length);
        return _filling = larger;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Enter()
    {
        if (Interlocked.CompareExchange(ref _hot.Lock, 1, 0) != 0)
            EnterContended();
    }

    private void EnterContended()
    {
        var spin = new SpinWait();
        do
        {
            // -1: yields to a preempted holder, but never sleeps a millisecond.
            spin.SpinOnce(-1);
        }
        while (Volatile.Read(ref _hot.Lock) != 0 || Interlocked.CompareExchange(ref _hot.Lock, 1, 0) != 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Exit() => Volatile.Write(ref _hot.Lock, 0);

    // Padded on both sides: producers write these, the consumer's fields must not share their cache line.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Hot
    {
        [FieldOffset(64)]
        public int Lock;

        [FieldOffset(68)]
        public int Count;

        [FieldOffset(72)]
        public bool IsScheduled;

        [FieldOffset(73)]
        public bool IsClosed;
    }
}
