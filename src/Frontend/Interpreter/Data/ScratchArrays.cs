using System.Buffers;

namespace ActorSim.Frontend.Interpreter.Data;

/// <summary>
/// Arrays of the scratchpads of a run, handed from kernel to kernel: fresh memory is zeroed by the system, page by page, which takes longer than small
/// kernels do. Any thread may take and return; contents are left over.
/// </summary>
internal sealed class ScratchArrays
{
    private const int MostOfASize = 64;
    private readonly Dictionary<Type, object> _pools = new()
    {
        [typeof(float)] = Pool<float>(),
        [typeof(double)] = Pool<double>(),
        [typeof(long)] = Pool<long>(),
        [typeof(ushort)] = Pool<ushort>(),
    };

    /// <summary>At least so many elements.</summary>
    public T[] Take<T>(int length)
        where T : unmanaged => Of<T>().Rent(length);

    public void Return<T>(T[] array)
        where T : unmanaged => Of<T>().Return(array);

    private ArrayPool<T> Of<T>() => (ArrayPool<T>)_pools[typeof(T)];

    private static ArrayPool<T> Pool<T>() => ArrayPool<T>.Create(Array.MaxLength, MostOfASize);
}
