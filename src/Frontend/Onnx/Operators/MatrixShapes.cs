using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Products of matrices.</summary>
internal static class MatrixShapes
{
    public static readonly OperatorRow[] Rows =
    [
        new("MatMul", c => Product(c, 1, c.Element(0))) { Required = 2 },
        new("MatMulInteger", c => Product(c, 1, OnnxElementType.Int32)) { Since = 10, Required = 2 },
        new("QLinearMatMul", c => Product(c, 3, c.Element(7))) { Since = 10, Required = 8 },
        new("Gemm", Gemm) { Required = 2, Defaults = [Int("transA", 0), Int("transB", 0), Float("alpha", 1), Float("beta", 1)] },
        new("Det", c => c.Out(0, c.Element(0), c.AtLeast(0, 2) is { } x ? new TensorShape(x.Dims[..^2]) : null)) { Since = 11 },
        new("Einsum", EinsumShapes.Einsum) { Since = 12, Defaults = [Text("equation", "")] },
    ];

    private static void Product(ShapeContext c, int second, OnnxElementType element)
    {
        var (a, b) = (c.AtLeast(0, 1), c.AtLeast(second, 1));
        if (a is null || b is null)
        {
            c.Out(0, element, null);
            return;
        }

        // A vector on the left is a row, on the right a column; the dimension of 1 does not stay.
        var left = a.Rank == 1 ? new TensorShape([Dim.One, a[0]]) : a;
        var right = b.Rank == 1 ? new TensorShape([b[0], Dim.One]) : b;
        c.Same(left[left.Rank - 1], right[right.Rank - 2], $"the inner sizes of {a} and {b}");
        var batch = Broadcasting.Of(c, new TensorShape(left.Dims[..^2]), new TensorShape(right.Dims[..^2]));
        IEnumerable<Dim> rows = a.Rank == 1 ? [] : [left[left.Rank - 2]];
        IEnumerable<Dim> columns = b.Rank == 1 ? [] : [right[right.Rank - 1]];
        c.Out(0, element, new TensorShape([.. batch.Dims, .. rows, .. columns]));
    }

    private static void Gemm(ShapeContext c)
    {
        var (a, b) = (c.Exactly(0, 2), c.Exactly(1, 2));
        if (a is null || b is null)
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        var (m, k) = c.Node.Int("transA") == 0 ? (a[0], a[1]) : (a[1], a[0]);
        var (inner, n) = c.Node.Int("transB") == 0 ? (b[0], b[1]) : (b[1], b[0]);
        c.Same(k, inner, $"the inner sizes of {a} and {b}");
        var shape = new TensorShape([m, n]);
        if (c.Shape(2) is { } bias && Broadcasting.Of(c, shape, bias) is var wide && (wide.Rank != 2 || IsOther(wide[0], m) || IsOther(wide[1], n)))
        {
            throw new ShapeException($"the third input {bias} does not stretch to {shape}");
        }

        c.Out(0, c.Element(0), shape);
    }

    private static bool IsOther(Dim a, Dim b) => a.IsConstant && b.IsConstant && a != b;
}
