namespace ActorSim.Frontend.Tests.Reference;

/// <summary>Reductions and what is made of them.</summary>
public static class RefReductions
{
    /// <summary>Folds the axes away; they stay with extent 1 if asked for.</summary>
    public static RefTensor Reduce(RefTensor a, int[] axes, double identity, Func<double, double, double> combine, bool keep = false)
    {
        var kept = a.Shape.Select((extent, axis) => axes.Contains(axis) ? 1 : extent).ToArray();
        var result = new RefTensor(kept);
        Array.Fill(result.Values, identity);
        foreach (var index in RefTensor.Indices(a.Shape))
        {
            var to = index.Select((i, axis) => axes.Contains(axis) ? 0 : i).ToArray();
            result[to] = combine(result[to], a[index]);
        }

        return keep ? result : result.Reshape([.. a.Shape.Where((_, axis) => !axes.Contains(axis))]);
    }

    public static RefTensor Sum(RefTensor a, int[] axes, bool keep = false) => Reduce(a, axes, 0, (x, y) => x + y, keep);

    public static RefTensor Prod(RefTensor a, int[] axes, bool keep = false) => Reduce(a, axes, 1, (x, y) => x * y, keep);

    public static RefTensor Max(RefTensor a, int[] axes, bool keep = false) => Reduce(a, axes, double.NegativeInfinity, Math.Max, keep);

    public static RefTensor Min(RefTensor a, int[] axes, bool keep = false) => Reduce(a, axes, double.PositiveInfinity, Math.Min, keep);

    public static RefTensor Mean(RefTensor a, int[] axes, bool keep = false)
    {
        var count = axes.Aggregate(1.0, (product, axis) => product * a.Shape[axis]);
        return Sum(a, axes, keep).Map(x => x / count);
    }

    /// <summary>Mean of squared distances from the mean (correction 0) or their sum over count - correction.</summary>
    public static RefTensor Variance(RefTensor a, int[] axes, bool keep = false, double correction = 0)
    {
        var count = axes.Aggregate(1.0, (product, axis) => product * a.Shape[axis]);
        var distance = RefElementwise.Binary(a, Mean(a, axes, keep: true), (x, m) => (x - m) * (x - m));
        return Sum(distance, axes, keep).Map(x => x / (count - correction));
    }

    public static RefTensor Softmax(RefTensor a, int axis)
    {
        var shifted = RefElementwise.Binary(a, Max(a, [axis], keep: true), (x, max) => Math.Exp(x - max));
        return RefElementwise.Binary(shifted, Sum(shifted, [axis], keep: true), (x, sum) => x / sum);
    }

    /// <summary>Over the last <paramref name="axes"/> axes; scale and bias (their shape) may be missing.</summary>
    public static RefTensor LayerNorm(RefTensor a, int axes, double epsilon, RefTensor? scale = null, RefTensor? bias = null)
    {
        int[] over = [.. Enumerable.Range(a.Rank - axes, axes)];
        var centred = RefElementwise.Binary(a, Mean(a, over, keep: true), (x, m) => x - m);
        var result = RefElementwise.Binary(centred, Variance(a, over, keep: true), (x, v) => x / Math.Sqrt(v + epsilon));
        if (scale is not null) result = RefElementwise.Mul(result, scale);
        return bias is null ? result : RefElementwise.Add(result, bias);
    }

    /// <summary>x / sqrt(mean(x^2) + epsilon) over the last axis, times the scale if there is one.</summary>
    public static RefTensor RmsNorm(RefTensor a, double epsilon, RefTensor? scale = null)
    {
        var square = Mean(a.Map(x => x * x), [a.Rank - 1], keep: true);
        var result = RefElementwise.Binary(a, square, (x, s) => x / Math.Sqrt(s + epsilon));
        return scale is null ? result : RefElementwise.Mul(result, scale);
    }

    /// <summary>Inference: channels on axis 1.</summary>
    public static RefTensor BatchNorm(RefTensor a, RefTensor scale, RefTensor bias, RefTensor mean, RefTensor variance, double epsilon)
    {
        var shape = a.Shape.Select((extent, axis) => axis == 1 ? extent : 1).ToArray();
        var centred = RefElementwise.Binary(a, mean.Reshape(shape), (x, m) => x - m);
        var normal = RefElementwise.Binary(centred, variance.Reshape(shape), (x, v) => x / Math.Sqrt(v + epsilon));
        return RefElementwise.Add(RefElementwise.Mul(normal, scale.Reshape(shape)), bias.Reshape(shape));
    }
}
