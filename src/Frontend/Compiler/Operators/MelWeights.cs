using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>The matrix from Fourier bins to mel bands: all of its inputs are known while compiling, so it is a constant.</summary>
internal static class MelWeights
{
    private const long MostElements = 1 << 22;

    public static void Lower(GraphNode node, LoweringContext lowering)
    {
        var output = lowering.Output(node);
        var (bands, length, rate) = (lowering.Integer(node, 0), lowering.Integer(node, 1), lowering.Integer(node, 2));
        var (low, high) = (Real(node, lowering, 3), Real(node, lowering, 4));
        if (bands is < 1 or > MostElements || length is < 1 or > MostElements || bands * (length / 2 + 1) > MostElements || rate < 1)
            throw new ArgumentException($"{bands} bands of {length} samples at rate {rate}; both are 1 or more, with at most {MostElements} weights");
        var values = Matrix((int)bands, (int)(length / 2 + 1), Edges((int)bands, length, rate, low, high));
        var table = GraphTensor.OfDoubles($"{node.Name}.weights", TypeMap.Model(output.Type), [length / 2 + 1, bands], values);
        lowering.Copy(lowering.Constant(table), output, node.Name);
    }

    // Bins of the bands' edges: even steps on the mel scale, 2595 log10(1 + f / 700).
    private static long[] Edges(int bands, long length, long rate, double low, double high)
    {
        var (first, last) = (Mel(low), Mel(high));
        var step = (last - first) / (bands + 2);
        return [.. Enumerable.Range(0, bands + 2).Select(i => (long)Math.Floor((length + 1) * Hertz(first + i * step) / rate))];
    }

    private static double Mel(double hertz) => 2595 * Math.Log10(1 + hertz / 700);

    private static double Hertz(double mel) => 700 * (Math.Pow(10, mel / 2595) - 1);

    // Triangles: up from one edge to the next, down to the one after.
    private static double[] Matrix(int bands, int bins, long[] edges)
    {
        var matrix = new double[bins * bands];
        for (var band = 0; band < bands; band++)
        {
            var (from, top, to) = (edges[band], edges[band + 1], edges[band + 2]);
            if (top == from) Set(top, 1);
            for (var bin = Math.Max(from, 0); top > from && bin <= Math.Min(top, bins); bin++) Set(bin, (double)(bin - from) / (top - from));
            for (var bin = Math.Max(top, 0); to > top && bin < Math.Min(to, bins); bin++) Set(bin, (double)(to - bin) / (to - top));
            void Set(long bin, double value)
            {
                if (bin >= 0 && bin < bins) matrix[bin * bands + band] = value;
            }
        }

        return matrix;
    }

    private static double Real(GraphNode node, LoweringContext lowering, int input) =>
        lowering.Reals(node, input) is [var value, ..] && double.IsFinite(value) ? value : throw new ArgumentException($"input {input} must be a number");
}
