using System.Numerics;
using System.Runtime.InteropServices;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Interpreter.Body;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Frontend.Interpreter.Steps;

/// <summary>Between banks and packed matrices of the class that products are computed in.</summary>
internal static class MatrixPacking<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>Copies rows and columns [firstColumn, firstColumn + columns) of a view; the rest of a packed row is left alone.</summary>
    public static void Pack(Bank bank, OperandPlaces view, int firstRow, int rows, int firstColumn, int columns, T[] to, int stride)
    {
        for (var r = 0; r < rows; r++)
        {
            var places = view.Columns.AsSpan(firstColumn, columns);
            var row = to.AsSpan(r * stride, columns);
            var start = view.Place + view.Rows[firstRow + r];
            switch (bank)
            {
                case Bank<float> floats: Copy(floats.Values, start, places, view.Contiguous, row); break;
                case Bank<double> doubles: Copy(doubles.Values, start, places, view.Contiguous, row); break;
                case Bank<long> longs: Copy(longs.Values, start, places, view.Contiguous, row); break;
            }
        }
    }

    /// <summary>C += packed sums, rounded or wrapped to C's type.</summary>
    public static void AddTo(Bank bank, OperandPlaces view, T[] sums, int stride)
    {
        for (var r = 0; r < view.Rows.Length; r++)
        {
            var row = sums.AsSpan(r * stride, view.Columns.Length);
            var start = view.Place + view.Rows[r];
            switch (bank)
            {
                case Bank<float> floats: AddFloats(floats.Values, start, view, row, bank.Buffer.Type); break;
                case Bank<double> doubles: AddDoubles(doubles.Values, start, view, row); break;
                case Bank<long> longs: AddLongs(longs.Values, start, view, row, bank.Buffer.Type); break;
            }
        }
    }

    private static void AddFloats(float[] to, int start, OperandPlaces view, ReadOnlySpan<T> sums, ElementType type)
    {
        if (view.Contiguous && type == ElementType.F32 && typeof(T) == typeof(float))
        {
            var row = to.AsSpan(start + view.Columns[0], sums.Length);
            VectorRows.Apply<float, AddOf<float>>(row, MemoryMarshal.Cast<T, float>(sums), row);
            return;
        }

        for (var c = 0; c < sums.Length; c++)
        {
            ref var element = ref to[start + view.Columns[c]];
            element += float.CreateTruncating(sums[c]);
            if (type == ElementType.F16) element = Rounding.ToF16(element);
            else if (type == ElementType.BF16) element = Rounding.ToBf16(element);
        }
    }

    private static void AddDoubles(double[] to, int start, OperandPlaces view, ReadOnlySpan<T> sums)
    {
        for (var c = 0; c < sums.Length; c++) to[start + view.Columns[c]] += double.CreateTruncating(sums[c]);
    }

    private static void AddLongs(long[] to, int start, OperandPlaces view, ReadOnlySpan<T> sums, ElementType type)
    {
        for (var c = 0; c < sums.Length; c++)
        {
            ref var element = ref to[start + view.Columns[c]];
            element = Rounding.Wrap(type, element + long.CreateTruncating(sums[c]));
        }
    }

    private static void Copy<TFrom>(TFrom[] from, int start, ReadOnlySpan<int> places, bool contiguous, Span<T> to)
        where TFrom : unmanaged, INumber<TFrom>
    {
        if (contiguous && from is T[] same)
        {
            same.AsSpan(start + places[0], to.Length).CopyTo(to);
            return;
        }

        for (var c = 0; c < to.Length; c++) to[c] = T.CreateTruncating(from[start + places[c]]);
    }
}
