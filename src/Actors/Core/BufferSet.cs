using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Core;

/// <summary>The buffers of one record by their places in the program; membership costs the same however many there are.</summary>
internal sealed class BufferSet
{
    private int[] _places = new int[8];
    private int[] _member = [];
    private int _count;
    private int _round;

    /// <summary>Places in the order of the record, valid until the next <see cref="Take"/>.</summary>
    public ReadOnlySpan<int> Places => _places.AsSpan(0, _count);

    public void Take(ReadOnlySpan<int> ids, TraceProgram program)
    {
        if (_places.Length < ids.Length)
        {
            _places = new int[Math.Max(ids.Length, _places.Length * 2)];
        }

        BeginRound(program.BufferCount);
        _count = ids.Length;
        for (var k = 0; k < ids.Length; k++)
        {
            _places[k] = program.BufferPlace(ids[k]);
            _member[_places[k]] = _round;
        }
    }

    public bool Contains(int place) => _member[place] == _round;

    // Round 0 is never current: it marks nothing.
    private void BeginRound(int buffers)
    {
        if (_member.Length < buffers)
        {
            _member = new int[Math.Max(buffers, _member.Length * 2)];
            _round = 0;
        }

        if (_round == int.MaxValue)
        {
            Array.Clear(_member);
            _round = 0;
        }

        _round++;
    }
}
