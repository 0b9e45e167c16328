using System.Numerics;
using System.Runtime.InteropServices;

namespace ActorSim.Frontend.Interpreter.Body;

/// <summary>Rows of numbers worked on as vectors.</summary>
internal static class VectorRows
{
    /// <summary>r[i] = a[i] op b[i] for all of r; r may be a or b, no part of them.</summary>
    public static void Apply<T, TOp>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> r)
        where T : unmanaged, INumber<T>
        where TOp : IVectorBinary<T>
    {
        a = a[..r.Length];
        b = b[..r.Length];
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        ref var to = ref MemoryMarshal.GetReference(r);
        var i = 0;
        for (; i <= r.Length - Vector<T>.Count; i += Vector<T>.Count)
            TOp.Apply(Vector.LoadUnsafe(ref left, (nuint)i), Vector.LoadUnsafe(ref right, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        for (; i < r.Length; i++) r[i] = TOp.Apply(a[i], b[i]);
    }
}
