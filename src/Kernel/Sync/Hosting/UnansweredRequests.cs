namespace ActorSim.Kernel;

/// <summary>
/// The requests of a client that the server's promise does not cover yet. Only the earliest matters: those that are neither earlier
/// nor sent later than another one are forgotten at once, so that the queue rises in time and in number.
/// </summary>
internal sealed class UnansweredRequests
{
    private (long Number, long Ticks)[] _requests = new (long, long)[8];
    private int _head;
    private int _tail;

    /// <summary>Adds request number <paramref name="number"/> (rising), which reaches the server at <paramref name="ticks"/>.</summary>
    public void Add(long number, long ticks)
    {
        while (_tail > _head && _requests[_tail - 1].Ticks >= ticks)
        {
            _tail--;
        }

        if (_tail == _requests.Length)
        {
            MakeRoom();
        }

        _requests[_tail++] = (number, ticks);
    }

    /// <summary>Time of the earliest request with a number above <paramref name="covered"/>, which never falls;
    /// <see cref="long.MaxValue"/> when there is none.</summary>
    public long LeastTicks(long covered)
    {
        Forget(covered);
        return _head < _tail ? _requests[_head].Ticks : long.MaxValue;
    }

    public void Forget(long covered)
    {
        while (_head < _tail && _requests[_head].Number <= covered)
        {
            _head++;
        }
    }

    private void MakeRoom()
    {
        var count = _tail - _head;
        var target = count > _requests.Length / 2 ? new (long, long)[_requests.Length * 2] : _requests;
        Array.Copy(_requests, _head, target, 0, count);
        _requests = target;
        _head = 0;
        _tail = count;
    }
}
