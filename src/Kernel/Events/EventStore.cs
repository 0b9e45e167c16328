using System.Runtime.CompilerServices;

namespace ActorSim.Kernel;

/// <summary>
/// A pool of events at fixed places, so that queues move small entries and not events. Bodies lie apart: most events have none, and
/// the copying of the others then needs no garbage-collector barrier.
/// </summary>
internal sealed class EventStore
{
    private const int Free = -1;

    // Place 0 stands for "none".
    private StoredEvent[] _events = new StoredEvent[64];
    private object?[] _bodies = new object?[64];
    private int _free;
    private int _used = 1;

    public ref StoredEvent this[int place] => ref _events[place];

    public int Put(in SimEvent e)
    {
        var place = _free;
        if (place != 0)
        {
            _free = _events[place].Next;
        }
        else
        {
            place = Claim();
        }

        ref var stored = ref _events[place];
        stored.Ticks = e.Ticks;
        stored.Order = e.Order;
        stored.Data = e.Data;
        stored.Target = e.Target;
        stored.Kind = e.Kind;
        stored.HasBody = e.Body != null;
        if (e.Body != null)
        {
            _bodies[place] = e.Body;
        }

        return place;
    }

    [SkipLocalsInit]
    public void Take(int place, out SimEvent e)
    {
        ref var stored = ref _events[place];
        e.Ticks = stored.Ticks;
        e.Order = stored.Order;
        e.Data = stored.Data;
        e.Target = stored.Target;
        e.Kind = stored.Kind;
        e.Body = null;
        if (stored.HasBody)
        {
            e.Body = _bodies[place];
            _bodies[place] = null;
        }

        stored.Target = Free;
        stored.Next = _free;
        _free = place;
    }

    /// <summary>Adds the events for <paramref name="target"/> that came over a link. Looks at every place: for rare use.</summary>
    public void CollectInputs(int target, PendingInputs inputs)
    {
        for (var place = 1; place < _used; place++)
        {
            ref var stored = ref _events[place];
            if (stored.Target == target && EventKey.IsInput(stored.Order))
            {
                inputs.Add(new SimEvent { Ticks = stored.Ticks, Order = stored.Order });
            }
        }
    }

    private int Claim()
    {
        if (_used == _events.Length)
        {
            Array.Resize(ref _events, _used * 2);
            Array.Resize(ref _bodies, _used * 2);
        }

        return _used++;
    }
}
