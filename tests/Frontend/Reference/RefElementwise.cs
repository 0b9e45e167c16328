namespace ActorSim.Frontend.Tests.Reference;

/// <summary>Elementwise functions, broadcasting as NumPy does, and views.</summary>
public static class RefElementwise
{
    public static RefTensor Binary(RefTensor a, RefTensor b, Func<double, double, double> function)
    {
        var shape = BroadcastShape(a.Shape, b.Shape);
        var result = new RefTensor(shape);
        var i = 0;
        foreach (var index in RefTensor.Indices(shape)) result.Values[i++] = function(At(a, index), At(b, index));
        return result;
    }

    public static RefTensor Add(RefTensor a, RefTensor b) => Binary(a, b, (x, y) => x + y);

    public static RefTensor Mul(RefTensor a, RefTensor b) => Binary(a, b, (x, y) => x * y);

    public static RefTensor Where(RefTensor condition, RefTensor then, RefTensor otherwise)
    {
        var chosen = Binary(condition, Binary(then, otherwise, (_, _) => 0), (c, _) => c);
        var (a, b) = (Broadcast(then, chosen.Shape), Broadcast(otherwise, chosen.Shape));
        return new RefTensor(chosen.Shape, [.. chosen.Values.Select((c, i) => c != 0 ? a.Values[i] : b.Values[i])]);
    }

    public static RefTensor Broadcast(RefTensor a, long[] shape)
    {
        var result = new RefTensor(shape);
        var i = 0;
        foreach (var index in RefTensor.Indices(shape)) result.Values[i++] = At(a, index);
        return result;
    }

    /// <summary>Axis k of the result is axis permutation[k] of the operand.</summary>
    public static RefTensor Transpose(RefTensor a, params int[] permutation)
    {
        var result = new RefTensor([.. permutation.Select(p => a.Shape[p])]);
        var source = new long[a.Rank];
        var i = 0;
        foreach (var index in RefTensor.Indices(result.Shape))
        {
            for (var k = 0; k < permutation.Length; k++) source[permutation[k]] = index[k];
            result.Values[i++] = a[source];
        }

        return result;
    }

    public static RefTensor Concat(int axis, params RefTensor[] parts)
    {
        var shape = (long[])parts[0].Shape.Clone();
        shape[axis] = parts.Sum(p => p.Shape[axis]);
        var result = new RefTensor(shape);
        long start = 0;
        foreach (var part in parts)
        {
            foreach (var index in RefTensor.Indices(part.Shape))
            {
                var to = (long[])index.Clone();
                to[axis] += start;
                result[to] = part[index];
            }

            start += part.Shape[axis];
        }

        return result;
    }

    public static long[] BroadcastShape(long[] a, long[] b)
    {
        var shape = new long[Math.Max(a.Length, b.Length)];
        for (var k = 0; k < shape.Length; k++)
        {
            var (x, y) = (Extent(a, k, shape.Length), Extent(b, k, shape.Length));
            if (x != y && x != 1 && y != 1) throw new ArgumentException($"{string.Join('x', a)} and {string.Join('x', b)} do not broadcast");
            shape[k] = x == 1 ? y : x;
        }

        return shape;
    }

    private static long Extent(long[] shape, int axis, int rank) => axis < rank - shape.Length ? 1 : shape[axis - (rank - shape.Length)];

    private static double At(RefTensor a, long[] index)
    {
        long offset = 0;
        for (var k = 0; k < a.Rank; k++) offset = offset * a.Shape[k] + (a.Shape[k] == 1 ? 0 : index[index.Length - a.Rank + k]);
        return a.Values[offset];
    }

    // The power series 2/sqrt(pi) sum (-1)^n x^(2n+1) / (n! (2n+1)); beyond 6 the function is 1 in double precision.
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 6) return Math.Sign(x);
        var (sum, term) = (x, x);
        for (var n = 1; n < 200; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
