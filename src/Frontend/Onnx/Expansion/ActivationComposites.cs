using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Activations by the formulas of their specifications.</summary>
internal static class ActivationComposites
{
    private const string Ms = CompositeOperators.Microsoft;

    public static IEnumerable<CompositeOperator> All =>
    [
        new("", "Swish", 1, c => c.Out(0, Swish(c, c.Required(0), c.Node.Float("alpha", 1)))),
        new(Ms, "QuickGelu", 1, c => c.Out(0, Swish(c, c.Required(0), c.Node.Float("alpha", 1.702f)))),
        new(Ms, "Gelu", 1, c => c.Out(0, Gelu(c, c.Required(0), "none"))),
        new(Ms, "FastGelu", 1, c => c.Out(0, Gelu(c, Biased(c, c.Required(0), 1), "tanh"))),
        new(Ms, "BiasGelu", 2, c => c.Out(0, Gelu(c, Biased(c, c.Required(0), 1), "none"))),
        new(Ms, "BiasSplitGelu", 2, SplitGelu),
        new(Ms, "BiasAdd", 3, c => c.Out(0, c.Add(Biased(c, c.Required(0), 1), c.Required(2)))),
        new(Ms, "BiasSoftmax", 2, c => c.Out(0, c.Op("Softmax", [Biased(c, c.Required(0), 1)], NodeAttribute.Int("axis", -1)))),
        new(Ms, "BiasDropout", 2, BiasDropout),
    ];

    public static string Gelu(Composition c, string x, string approximate) => c.Op("Gelu", [x], NodeAttribute.Text("approximate", approximate));

    /// <summary>x sigmoid(alpha x).</summary>
    public static string Swish(Composition c, string x, float alpha) => c.Mul(x, c.Op("Sigmoid", [c.Scaled(x, alpha)]));

    /// <summary>Plus an input that may be left out.</summary>
    public static string Biased(Composition c, string x, int input) => c.In(input) is { } bias ? c.Add(x, bias) : x;

    /// <summary>An activation of a fused operator by its name; none: the value itself.</summary>
    public static string Named(Composition c, string name, string x, float[] parameters) => name switch
    {
        "" or "none" => x,
        "Relu" or "Sigmoid" or "Tanh" => c.Op(name, [x]),
        "LeakyRelu" => c.Op(name, [x], NodeAttribute.Float("alpha", parameters.Length > 0 ? parameters[0] : 0.01f)),
        "HardSigmoid" => c.Op(name, [x], NodeAttribute.Float("alpha", parameters.Length > 0 ? parameters[0] : 0.2f),
            NodeAttribute.Float("beta", parameters.Length > 1 ? parameters[1] : 0.5f)),
        "Clip" => c.Op(name, parameters.Length < 2 ? [x] : [x, c.Number(parameters[0], x), c.Number(parameters[1], x)]),
        _ => throw new ExpansionException($"activation '{name}' is not known; one of Relu, Sigmoid, Tanh, LeakyRelu, HardSigmoid, Clip"),
    };

    // The left half times the activated right half.
    private static void SplitGelu(Composition c)
    {
        var x = Biased(c, c.Required(0), 1);
        var axis = c.Rank(x) - 1;
        var half = c.Size(x, axis) / 2;
        var parts = c.Ops("Split", 2, [x, c.Wholes(half, half)], NodeAttribute.Int("axis", axis));
        c.Out(0, c.Mul(parts[0], Gelu(c, parts[1], "none")));
    }

    // Inference drops nothing.
    private static void BiasDropout(Composition c)
    {
        if (c.In(4) is { } mode && c.Numbers(mode) is not [0]) throw new ExpansionException("training mode drops at random");
        if (c.Node.Output(1) is not null) throw new ExpansionException("gives out the mask of what it drops, which is for training");
        c.Out(0, Biased(c, Biased(c, c.Required(0), 1), 2));
    }
}
