using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using ActorSim.Kernel.Model;
using Akka.Actor;
using Akka.Dispatch;

namespace ActorSim.Kernel.Dispatch;

/// <summary>
/// One run of a topology in an actor system: what dispatcher, actors and driver know of each other. What Akka wants done on the dispatcher
/// (system messages, messages without time) is done by the driver's thread between messages.
/// </summary>
internal sealed class RunControl : IRun
{
    private readonly ConcurrentQueue<IRunnable> _tasks = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Unit[] _units;
    private int _unsettled;
    private Exception? _failure;
    private volatile bool _hasTasks;
    private volatile bool _isInterrupted;
    private bool _isClosed;

    public RunControl(Topology topology, UnitFolder folders, IMessageObserver? observer)
    {
        _units = [.. topology.Units];
        _unsettled = _units.Length;
        Folders = folders;
        Observer = observer;
    }

    public IDriver Driver { get; set; } = null!;

    public IMessageObserver? Observer { get; }

    public UnitFolder Folders { get; }

    /// <summary>Messages are not taken any more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The driver should look here: a unit failed, or Akka wants something done.</summary>
    public bool WantsAttention => _hasTasks || _isInterrupted;

    /// <summary>Why the run cannot go on.</summary>
    public bool HasFailed => Volatile.Read(ref _failure) is not null;

    /// <summary>Whether <paramref name="unit"/> is one of the run's that has no actor yet.</summary>
    public bool Expects(Unit unit) => (uint)unit.Index < (uint)_units.Length && _units[unit.Index] == unit && unit.Address is null;

    public void OnSettled()
    {
        if (Interlocked.Decrement(ref _unsettled) == 0)
        {
            _signal.Release();
        }
    }

    /// <summary>A unit is failing: no other message before supervision has heard of it.</summary>
    public void Interrupt() => _isInterrupted = true;

    /// <summary>The run ends with the first of these.</summary>
    public void Fail(Exception cause)
    {
        if (Interlocked.CompareExchange(ref _failure, cause, null) is null)
        {
            _isInterrupted = true;
            _signal.Release();
        }
    }

    /// <summary>Has Akka's task done by the driver; false if there is none any more.</summary>
    public bool TryExecute(IRunnable task)
    {
        lock (_tasks)
        {
            if (_isClosed)
            {
                return false;
            }

            _tasks.Enqueue(task);
            _hasTasks = true;
        }

        _signal.Release();
        return true;
    }

    /// <summary>Driver: waits until every unit has its actor.</summary>
    public void AwaitUnits()
    {
        while (Volatile.Read(ref _unsettled) > 0 && !HasFailed)
        {
            _signal.Wait();
            RunTasks();
        }

        ThrowIfFailed();
    }

    /// <summary>Driver: does what Akka wants done; after a failure, until supervision has spoken.</summary>
    public void Attend()
    {
        RunTasks();
        while (_isInterrupted && !HasFailed)
        {
            _signal.Wait();
            RunTasks();
        }
    }

    /// <summary>Driver: no message is handled from here on.</summary>
    public void EndMessages() => HasEnded = true;

    /// <summary>Ends the driver's service to Akka; returns what is left to do.</summary>
    public IRunnable[] Close()
    {
        lock (_tasks)
        {
            _isClosed = true;
            return [.. _tasks];
        }
    }

    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            Throw(failure);
        }
    }

    // Exceptions of the model's own types speak to the user and surface unchanged.
    [DoesNotReturn]
    private static void Throw(Exception failure)
    {
        var cause = failure is ActorInitializationException { InnerException: { } inner } ? inner : failure;
        ExceptionDispatchInfo.Throw(cause is UnitFailedException { IsOfTheModel: true } own ? own.InnerException! : cause);
    }

    private void RunTasks()
    {
        _hasTasks = false;
        while (_tasks.TryDequeue(out var task))
        {
            task.Run();
        }
    }
}
