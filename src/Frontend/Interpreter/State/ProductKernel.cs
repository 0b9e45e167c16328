using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActorSim.Frontend.Interpreter.State;

/// <summary>
/// Products of packed matrices: each result is the sum, in order of k and starting at 0, of single products, multiplied and added with a
/// rounding each. Only columns run in parallel, so that the order is exact.
/// </summary>
internal static class ProductKernel<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>Rows and columns of packed matrices are padded to multiples of these.</summary>
    public const int RowBlock = 4;

    public static int ColumnBlock => 2 * Vector<T>.Count;

    public static int PaddedRows(int rows) => (rows + RowBlock - 1) / RowBlock * RowBlock;

    public static int PaddedColumns(int columns) => (columns + ColumnBlock - 1) / ColumnBlock * ColumnBlock;

    /// <summary>result[rows x columns] = a[rows x depth] w[depth x columns], all padded; a's rows are aStride apart.</summary>
    public static void Multiply(T[] a, T[] w, T[] result, int rows, int depth, int columns, int aStride)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(w);
        ref var left = ref MemoryMarshal.GetArrayDataReference(a);
        ref var to = ref MemoryMarshal.GetArrayDataReference(result);
        for (var c = 0; c < columns; c += ColumnBlock)
            for (var r = 0; r < rows; r += RowBlock)
                Block(ref Unsafe.Add(ref left, r * aStride), ref Unsafe.Add(ref weights, c), ref Unsafe.Add(ref to, r * columns + c), depth, columns, aStride);
    }

    // Compiled for good at once: a first run would be over before the runtime has seen that it matters.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(ref T a, ref T w, ref T result, int depth, int columns, int aStride)
    {
        Vector<T> r00 = default, r01 = default, r10 = default, r11 = default, r20 = default, r21 = default, r30 = default, r31 = default;
        for (var k = 0; k < depth; k++)
        {
            var w0 = Vector.LoadUnsafe(ref w, (nuint)(k * columns));
            var w1 = Vector.LoadUnsafe(ref w, (nuint)(k * columns + Vector<T>.Count));
            var a0 = new Vector<T>(Unsafe.Add(ref a, k));
            r00 += a0 * w0;
            r01 += a0 * w1;
            var a1 = new Vector<T>(Unsafe.Add(ref a, k + aStride));
            r10 += a1 * w0;
            r11 += a1 * w1;
            var a2 = new Vector<T>(Unsafe.Add(ref a, k + 2 * aStride));
            r20 += a2 * w0;
            r21 += a2 * w1;
            var a3 = new Vector<T>(Unsafe.Add(ref a, k + 3 * aStride));
            r30 += a3 * w0;
            r31 += a3 * w1;
        }

        Put(ref result, r00, r01);
        Put(ref Unsafe.Add(ref result, columns), r10, r11);
        Put(ref Unsafe.Add(ref result, 2 * columns), r20, r21);
        Put(ref Unsafe.Add(ref result, 3 * columns), r30, r31);
    }

    private static void Put(ref T result, Vector<T> first, Vector<T> second)
    {
        first.StoreUnsafe(ref result);
        second.StoreUnsafe(ref result, (nuint)Vector<T>.Count);
    }
}
