namespace ActorSim.Noc.Routers;

/// <summary>A row of equal arbiters, each with a memory of its own.</summary>
internal abstract class ArbiterBank
{
    public static ArbiterBank Create(ArbiterKind kind, int count, int size) => kind == ArbiterKind.RoundRobin
        ? new RoundRobinBank(count, size)
        : new MatrixBank(count, size);

    /// <summary>One of the requests; there is at least one.</summary>
    public abstract int Pick(int arbiter, ReadOnlySpan<ulong> requests);

    /// <summary>The pick was used.</summary>
    public abstract void Serve(int arbiter, int winner);
}

/// <summary>The first request at or after a pointer, which then moves behind it.</summary>
internal sealed class RoundRobinBank(int count, int size) : ArbiterBank
{
    private readonly int[] _pointers = new int[count];

    public override int Pick(int arbiter, ReadOnlySpan<ulong> requests) => Bits.FirstFrom(requests, _pointers[arbiter]);

    public override void Serve(int arbiter, int winner) => _pointers[arbiter] = winner + 1 == size ? 0 : winner + 1;
}

/// <summary>Every pair has an order; a winner falls behind all others (Dally and Towles, Principles and Practices of Interconnection Networks, 18.5).</summary>
internal sealed class MatrixBank : ArbiterBank
{
    private readonly int _size;
    private readonly int _words;
    private readonly ulong[] _beats;

    public MatrixBank(int count, int size)
    {
        _size = size;
        _words = Bits.Words(size);
        _beats = new ulong[count * size * _words];
        for (var row = 0; row < count * size; row++)
        {
            for (var loser = (row % size) + 1; loser < size; loser++)
            {
                Bits.Set(_beats, row * _words, loser);
            }
        }
    }

    public override int Pick(int arbiter, ReadOnlySpan<ulong> requests)
    {
        for (var i = 0; i < _size; i++)
        {
            if ((requests[i >> 6] & (1UL << i)) != 0 && BeatsAll(arbiter, i, requests))
            {
                return i;
            }
        }

        throw new InvalidOperationException("a matrix arbiter was asked without requests");
    }

    public override void Serve(int arbiter, int winner)
    {
        Array.Clear(_beats, ((arbiter * _size) + winner) * _words, _words);
        for (var i = 0; i < _size; i++)
        {
            if (i != winner)
            {
                Bits.Set(_beats, ((arbiter * _size) + i) * _words, winner);
            }
        }
    }

    private bool BeatsAll(int arbiter, int candidate, ReadOnlySpan<ulong> requests)
    {
        var row = _beats.AsSpan(((arbiter * _size) + candidate) * _words, _words);
        for (var w = 0; w < _words; w++)
        {
            var self = candidate >> 6 == w ? 1UL << candidate : 0;
            if ((requests[w] & ~row[w] & ~self) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
