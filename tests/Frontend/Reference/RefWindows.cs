namespace ActorSim.Frontend.Tests.Reference;

/// <summary>Convolution and pooling over [N, C, H, W].</summary>
public static class RefWindows
{
    /// <summary>Weights [C out, C in / groups, kH, kW]; pads are top, left, bottom, right.</summary>
    public static RefTensor Conv2d(
        RefTensor x, RefTensor w, RefTensor? bias, (long H, long W) stride, long[] pads, (long H, long W) dilation, long groups = 1)
    {
        var window = new Window((w.Shape[2], w.Shape[3]), stride, pads, dilation);
        var (height, width) = window.Output(x.Shape[2], x.Shape[3]);
        var result = new RefTensor([x.Shape[0], w.Shape[0], height, width]);
        var (perGroup, outPerGroup) = (w.Shape[1], w.Shape[0] / groups);
        foreach (var index in RefTensor.Indices(result.Shape))
        {
            var (n, o) = (index[0], index[1]);
            var sum = bias?.Values[o] ?? 0;
            foreach (var (kh, kw, h, v) in window.Taps(index[2], index[3], x.Shape[2], x.Shape[3]))
                sum += OverChannels(x, w, [n, o / outPerGroup * perGroup, h, v], [o, 0, kh, kw], perGroup);
            result[index] = sum;
        }

        return result;
    }

    private static double OverChannels(RefTensor x, RefTensor w, long[] from, long[] weight, long count)
    {
        var (a, b) = (x.Offset(from), w.Offset(weight));
        var (strideA, strideB) = (x.Shape[2] * x.Shape[3], w.Shape[2] * w.Shape[3]);
        double sum = 0;
        for (var c = 0L; c < count; c++, a += strideA, b += strideB) sum += x.Values[a] * w.Values[b];
        return sum;
    }

    public static RefTensor MaxPool(RefTensor x, (long H, long W) kernel, (long H, long W) stride, long[] pads) =>
        Pool(x, new Window(kernel, stride, pads, (1, 1)), values => values.Max());

    /// <summary>Padding counts as zeros if asked for.</summary>
    public static RefTensor AveragePool(RefTensor x, (long H, long W) kernel, (long H, long W) stride, long[] pads, bool countPadding) =>
        Pool(x, new Window(kernel, stride, pads, (1, 1)), values => countPadding ? values.Sum() / (kernel.H * kernel.W) : values.Average());

    private static RefTensor Pool(RefTensor x, Window window, Func<IEnumerable<double>, double> combine)
    {
        var (height, width) = window.Output(x.Shape[2], x.Shape[3]);
        var result = new RefTensor([x.Shape[0], x.Shape[1], height, width]);
        foreach (var index in RefTensor.Indices(result.Shape))
        {
            var (n, c) = (index[0], index[1]);
            result[index] = combine(window.Taps(index[2], index[3], x.Shape[2], x.Shape[3]).Select(t => x[n, c, t.H, t.W]));
        }

        return result;
    }

    private sealed record Window((long H, long W) Kernel, (long H, long W) Stride, long[] Pads, (long H, long W) Dilation)
    {
        public (long H, long W) Output(long h, long w) => (
            (h + Pads[0] + Pads[2] - Dilation.H * (Kernel.H - 1) - 1) / Stride.H + 1,
            (w + Pads[1] + Pads[3] - Dilation.W * (Kernel.W - 1) - 1) / Stride.W + 1);

        /// <summary>The taps of an output pixel that lie inside the image.</summary>
        public IEnumerable<(long Kh, long Kw, long H, long W)> Taps(long oh, long ow, long height, long width)
        {
            for (long kh = 0; kh < Kernel.H; kh++)
                for (long kw = 0; kw < Kernel.W; kw++)
                {
                    var (h, w) = (oh * Stride.H - Pads[0] + kh * Dilation.H, ow * Stride.W - Pads[1] + kw * Dilation.W);
                    if (h >= 0 && h < height && w >= 0 && w < width) yield return (kh, kw, h, w);
                }
        }
    }
}
