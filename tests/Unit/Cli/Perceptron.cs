using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.Npy;
using static ActorSim.Tests.Unit.Cli.OnnxBytes;

namespace ActorSim.Tests.Unit.Cli;

/// <summary>A layer with an open batch: y = relu(s), s = x[batch, 48] w[48, 20] + b[20]; y and s are its outputs.</summary>
internal static class Perceptron
{
    public const int Inner = 48;
    public const int Columns = 20;

    private static readonly float[] W = Numbers(1, Inner * Columns);
    private static readonly float[] B = Numbers(2, Columns);

    public static byte[] WithWeights() => Of(Weight("w", [Inner, Columns], W), Weight("b", [Columns], B));

    /// <summary>The same with other initializers.</summary>
    public static byte[] Of(params byte[][] weights) => Model(17, [
        Input("x", "batch 48"), .. weights, Output("y", "batch 20"), Output("s", "batch 20"),
        Node("MatMul", "product", "x w", "p"), Node("Add", "shifted", "p b", "s"), Node("Relu", "rectified", "s", "y")]);

    /// <summary>Writes an input of some rows and returns its elements.</summary>
    public static float[] WriteInput(string path, int rows)
    {
        var x = Numbers(rows, rows * Inner);
        NpyWriter.Write(path, TensorData.Of(x, rows, Inner));
        return x;
    }

    public static void WriteWeights(string w, string b)
    {
        NpyWriter.Write(w, TensorData.Of(W, Inner, Columns));
        NpyWriter.Write(b, TensorData.Of(B, Columns));
    }

    /// <summary>s by its definition, in double precision.</summary>
    public static double[] Shifted(float[] x) =>
        [.. from row in Enumerable.Range(0, x.Length / Inner)
            from n in Enumerable.Range(0, Columns)
            select B[n] + Enumerable.Range(0, Inner).Sum(k => (double)x[(row * Inner) + k] * W[(k * Columns) + n])];

    private static float[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }
}
