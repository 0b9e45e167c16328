using System.Diagnostics.CodeAnalysis;

namespace ActorSim.Trace.Validation;

/// <summary>Declarations by id: an array for small ids, a dictionary for the rest, so that a huge id costs no more.</summary>
internal sealed class IdTable<T>
    where T : class
{
    private const int DenseIds = 4096;

    private readonly Dictionary<int, T> _sparse = [];
    private T?[] _dense = new T?[16];

    public bool TryAdd(int id, T value)
    {
        if (Find(id) is not null)
            return false;
        if ((uint)id >= DenseIds)
        {
            _sparse.Add(id, value);
            return true;
        }
        if (id >= _dense.Length)
            Array.Resize(ref _dense, Math.Min(DenseIds, Math.Max(id + 1, 2 * _dense.Length)));
        _dense[id] = value;
        return true;
    }

    public T? Find(int id) => (uint)id < (uint)_dense.Length ? _dense[id] : FindSparse(id);

    public bool TryGet(int id, [NotNullWhen(true)] out T? value)
    {
        value = Find(id);
        return value is not null;
    }

    private T? FindSparse(int id) => (uint)id < DenseIds ? null : _sparse.GetValueOrDefault(id);
}
