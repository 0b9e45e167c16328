using System.Numerics;

namespace ActorSim.Actors.Protocol;

/// <summary>
/// Places of declared ids, numbered in the order of declaration: an array for small ids, open addressing for the rest, so that memory
/// follows the number of declarations and never an id. One thread adds while any number look up what came earlier; tables are replaced
/// when they grow, and a slot's key is written after its place.
/// </summary>
internal sealed class IdIndex
{
    private const int DenseIds = 4096;
    private int[] _dense = new int[16];
    private Sparse _sparse = new(16);
    private int _sparseCount;

    /// <summary>Ids added.</summary>
    public int Count { get; private set; }

    /// <summary>The id's place; a new one if it has none yet. Ids are 0 or more.</summary>
    public int Add(int id)
    {
        var known = Find(id);
        if (known >= 0)
        {
            return known;
        }

        if (id < DenseIds)
        {
            AddDense(id);
        }
        else
        {
            AddSparse(id);
        }

        return Count++;
    }

    /// <summary>Place of the id, -1 if it was never added.</summary>
    public int Find(int id)
    {
        var dense = _dense;
        return (uint)id < (uint)dense.Length ? dense[id] - 1 : (uint)id < DenseIds ? -1 : Volatile.Read(ref _sparse).Find(id);
    }

    private void AddDense(int id)
    {
        if (id >= _dense.Length)
        {
            var grown = new int[Math.Min(DenseIds, Math.Max(id + 1, _dense.Length * 2))];
            _dense.CopyTo(grown, 0);
            _dense = grown;
        }

        _dense[id] = Count + 1;
    }

    private void AddSparse(int id)
    {
        if (2 * (_sparseCount + 1) > _sparse.Length)
        {
            var grown = new Sparse(_sparse.Length * 2);
            _sparse.CopyTo(grown);
            Volatile.Write(ref _sparse, grown);
        }

        _sparse.Add(id, Count);
        _sparseCount++;
    }

    /// <summary>Open addressing over a power of two; a key of 0 is free, as small ids are not kept here.</summary>
    private sealed class Sparse(int length)
    {
        private readonly int[] _keys = new int[length];
        private readonly int[] _places = new int[length];
        private readonly int _shift = 32 - BitOperations.Log2((uint)length);

        public int Length => _keys.Length;

        public int Find(int id)
        {
            for (var at = Start(id); ; at = (at + 1) & (_keys.Length - 1))
            {
                var key = Volatile.Read(ref _keys[at]);
                if (key == id || key == 0)
                {
                    return key == 0 ? -1 : _places[at];
                }
            }
        }

        public void Add(int id, int place)
        {
            var at = Start(id);
            while (_keys[at] != 0)
            {
                at = (at + 1) & (_keys.Length - 1);
            }

            _places[at] = place;
            Volatile.Write(ref _keys[at], id);
        }

        public void CopyTo(Sparse other)
        {
            for (var at = 0; at < _keys.Length; at++)
            {
                if (_keys[at] != 0)
                {
                    other.Add(_keys[at], _places[at]);
                }
            }
        }

        // Spread by Fibonacci hashing: ids that differ by a power of two must not share a chain.
        private int Start(int id) => (int)((uint)id * 2654435769u >> _shift);
    }
}
