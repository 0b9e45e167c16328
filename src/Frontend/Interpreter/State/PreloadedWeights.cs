using System.Numerics;

namespace ActorSim.Frontend.Interpreter.State;

/// <summary>What a preload put into the array: lanes rows of a packed matrix, as a float[], double[], int[] or long[].</summary>
internal sealed record PreloadedWeights(Array Values)
{
    /// <summary>The weights in the class that a product is computed in.</summary>
    public T[] As<T>(int lanes)
        where T : unmanaged, INumber<T> => Values switch
        {
            T[] same => same,
            int[] ints => Convert<int, T>(ints, lanes),
            long[] longs => Convert<long, T>(longs, lanes),
            float[] floats => Convert<float, T>(floats, lanes),
            _ => Convert<double, T>((double[])Values, lanes),
        };

    private static TTo[] Convert<TFrom, TTo>(TFrom[] from, int lanes)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        var (stride, width) = (ProductKernel<TFrom>.PaddedColumns(lanes), ProductKernel<TTo>.PaddedColumns(lanes));
        var to = new TTo[lanes * width];
        for (var r = 0; r < lanes; r++)
            for (var c = 0; c < lanes; c++) to[r * width + c] = TTo.CreateTruncating(from[r * stride + c]);
        return to;
    }
}
