using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>Layers as exporters write them.</summary>
internal static class Layers
{
    public static string Add(this ModelBuilder b, string x, string y) => b.Op("Add", [x, y]);

    public static string Mul(this ModelBuilder b, string x, string y) => b.Op("Mul", [x, y]);

    public static string MatMul(this ModelBuilder b, string x, string y) => b.Op("MatMul", [x, y]);

    public static string Reshape(this ModelBuilder b, string x, params long[] shape) => b.Op("Reshape", [x, b.Ints(shape)]);

    public static string Transpose(this ModelBuilder b, string x, params long[] order) =>
        b.Op("Transpose", [x], NodeAttribute.IntList("perm", order));

    public static string Softmax(this ModelBuilder b, string x) => b.Op("Softmax", [x], NodeAttribute.Int("axis", -1));

    public static string Concat(this ModelBuilder b, int axis, params string[] parts) =>
        b.Op("Concat", parts, NodeAttribute.Int("axis", axis));

    /// <summary>A convolution with a square kernel; padded so that stride 1 keeps the size.</summary>
    public static string Conv(
        this ModelBuilder b, string x, string name, (long In, long Out) channels, long kernel, long stride, bool bias, long group = 1,
            long? pad = null)
    {
        var around = pad ?? kernel / 2;
        return b.In(name, () =>
        {
            var weight = b.Weight("weight", channels.Out, channels.In / group, kernel, kernel);
            return b.Op("Conv", bias ? [x, weight, b.Weight("bias", channels.Out)] : [x, weight],
                NodeAttribute.IntList("dilations", [1, 1]), NodeAttribute.Int("group", group),
                NodeAttribute.IntList("kernel_shape", [kernel, kernel]), NodeAttribute.IntList("pads", [around, around, around, around]),
                NodeAttribute.IntList("strides", [stride, stride]));
        });
    }

    /// <summary>A fully connected layer on a matrix.</summary>
    public static string Gemm(this ModelBuilder b, string x, string name, long inputs, long outputs) => b.In(name, () =>
        b.Op("Gemm", [x, b.Weight("weight", outputs, inputs), b.Weight("bias", outputs)],
            NodeAttribute.Float("alpha", 1), NodeAttribute.Float("beta", 1), NodeAttribute.Int("transB", 1)));

    /// <summary>A fully connected layer on the last dimension of any tensor.</summary>
    public static string Linear(this ModelBuilder b, string x, string name, long inputs, long outputs, bool bias = true) => b.In(name, () =>
    {
        var product = b.MatMul(x, b.Weight("weight_t", inputs, outputs));
        return bias ? b.Add(b.Weight("bias", outputs), product) : product;
    });

    /// <summary>Layer normalization over the last dimension: one operator since opset 17, before that its parts.</summary>
    public static string LayerNorm(this ModelBuilder b, string x, string name, long width, float epsilon) => b.In(name, () =>
    {
        var (scale, bias) = (b.Weight("weight", width), b.Weight("bias", width));
        if (b.Opset >= 17)
        {
            return b.Op("LayerNormalization", [x, scale, bias], NodeAttribute.Int("axis", -1), NodeAttribute.Float("epsilon", epsilon));
        }

        var centred = b.Op("Sub", [x, Mean(b, x)]);
        var variance = Mean(b, b.Op("Pow", [centred, b.Real(2)]));
        var deviation = b.Op("Sqrt", [b.Add(variance, b.Real(epsilon))]);
        return b.Add(b.Mul(b.Op("Div", [centred, deviation]), scale), bias);
    });

    /// <summary>Root-mean-square normalization, in its parts.</summary>
    public static string RmsNorm(this ModelBuilder b, string x, string name, long width, double epsilon) => b.In(name, () =>
    {
        var square = Mean(b, b.Op("Pow", [x, b.Real(2)]));
        var inverse = b.Op("Div", [b.Real(1), b.Op("Sqrt", [b.Add(square, b.Real(epsilon))])]);
        return b.Mul(b.Weight("weight", width), b.Mul(x, inverse));
    });

    /// <summary>GELU by the error function, in its parts.</summary>
    public static string Gelu(this ModelBuilder b, string x)
    {
        var erf = b.Op("Erf", [b.Op("Div", [x, b.Real(Math.Sqrt(2))])]);
        return b.Mul(b.Mul(x, b.Add(erf, b.Real(1))), b.Real(0.5));
    }

    /// <summary>GELU by the hyperbolic tangent, in its parts.</summary>
    public static string GeluTanh(this ModelBuilder b, string x)
    {
        var cubic = b.Mul(b.Op("Pow", [x, b.Real(3)]), b.Real(0.044715));
        var inner = b.Mul(b.Add(x, cubic), b.Real(Math.Sqrt(2 / Math.PI)));
        return b.Mul(b.Mul(x, b.Real(0.5)), b.Add(b.Op("Tanh", [inner]), b.Real(1)));
    }

    /// <summary>x * sigmoid(x).</summary>
    public static string Silu(this ModelBuilder b, string x) => b.Mul(x, b.Op("Sigmoid", [x]));

    /// <summary>One dimension of a tensor as a scalar.</summary>
    public static string Size(this ModelBuilder b, string x, long axis) =>
        b.Op("Gather", [b.Op("Shape", [x]), b.Int(axis)], NodeAttribute.Int("axis", 0));

    public static string Unsqueeze(this ModelBuilder b, string x, params long[] axes) => b.Op("Unsqueeze", [x, b.Ints(axes)]);

    private static string Mean(ModelBuilder b, string x) =>
        b.Op("ReduceMean", [x], NodeAttribute.IntList("axes", [-1]), NodeAttribute.Int("keepdims", 1));
}
