namespace ActorSim.Actors.Core;

/// <summary>Bytes by position, with the least of every pair of neighbours above them: finds the first position that needs no more than so
/// much. Positions without a value need more than anything.</summary>
internal sealed class LeastBytes
{
    /// <summary>Answer if there is no such position.</summary>
    public const int None = int.MaxValue;
    private const long Absent = long.MaxValue;

    // The least of all is at 1, those below node n at 2n and 2n + 1, position p at _leaves + p.
    private long[] _least = NewTree(16);
    private int _leaves = 16;

    /// <summary>Nodes looked at so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Forgets all positions.</summary>
    public void Clear()
    {
        if (_least[1] != Absent)
        {
            Array.Fill(_least, Absent);
        }
    }

    public void Set(int position, long bytes)
    {
        while (position >= _leaves)
        {
            Double();
        }

        var node = _leaves + position;
        for (_least[node] = bytes; node > 1 && _least[node >> 1] > bytes; Steps++)
        {
            node >>= 1;
            _least[node] = bytes;
        }
    }

    public void Remove(int position)
    {
        var node = _leaves + position;
        _least[node] = Absent;
        for (node >>= 1; node >= 1; node >>= 1, Steps++)
        {
            var least = Math.Min(_least[2 * node], _least[(2 * node) + 1]);
            if (least == _least[node])
            {
                return;
            }

            _least[node] = least;
        }
    }

    /// <summary>The first position after <paramref name="after"/> that needs at most <paramref name="most"/>, or <see cref="None"/>.</summary>
    public int First(long most, int after)
    {
        if (_least[1] > most || _least[1] == Absent || after + 1 >= _leaves)
        {
            return None;
        }

        // Up from the first position allowed until a whole subtree to the right of all before it has one, then down to its first.
        var node = _leaves + after + 1;
        for (; _least[node] > most || _least[node] == Absent; Steps++)
        {
            while ((node & 1) == 1)
            {
                node >>= 1;
            }

            if (node == 0)
            {
                return None;
            }

            node++;
        }

        for (; node < _leaves; Steps++)
        {
            node = _least[2 * node] <= most ? 2 * node : (2 * node) + 1;
        }

        return node - _leaves;
    }

    private void Double()
    {
        var grown = NewTree(_leaves * 2);
        _least.AsSpan(_leaves, _leaves).CopyTo(grown.AsSpan(_leaves * 2));
        _leaves *= 2;
        _least = grown;
        for (var node = _leaves - 1; node >= 1; node--)
        {
            _least[node] = Math.Min(_least[2 * node], _least[(2 * node) + 1]);
        }
    }

    private static long[] NewTree(int leaves)
    {
        var tree = new long[2 * leaves];
        Array.Fill(tree, Absent);
        return tree;
    }
}
