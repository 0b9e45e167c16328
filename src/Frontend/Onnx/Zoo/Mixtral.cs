using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Zoo;

/// <summary>
/// One decoder layer of Mixtral 8x7B (Jiang et al., 2024). How many tokens an expert gets is data; a timing needs a number, so that each
/// expert here takes its balanced share, ceil(tokens * 2 / 8), of the tokens that weigh most for it. Tokens beyond the share are dropped.
/// </summary>
internal static class Mixtral
{
    private const int Opset = 17;
    private const long Experts = 8;
    private const long Chosen = 2;
    private static readonly LlamaShape Sizes = new(4096, 32, 8, 14336, 32768);

    public static ModelGraph Build(ZooOptions o)
    {
        var b = new ModelBuilder("mixtral-block", Opset, o.Element);
        return Llama.Build(b, o, Sizes, x => b.In("block_sparse_moe", () => Mixture(b, x)));
    }

    private static string Mixture(ModelBuilder b, string x)
    {
        var tokens = b.Reshape(x, -1, Sizes.Width);
        var count = b.Size(tokens, 0);
        var weights = Routing(b, tokens, count);
        var share = b.Op("Div", [b.Add(b.Mul(count, b.Int(Chosen)), b.Int(Experts - 1)), b.Int(Experts)]);
        var sum = Zeros(b, b.Op("Shape", [tokens]));
        for (var expert = 0; expert < Experts; expert++)
        {
            var (before, index) = (sum, expert);
            sum = b.In($"experts.{expert}", () => Expert(b, tokens, weights, b.Unsqueeze(share, 0), before, index));
        }

        return b.Op("Reshape", [sum, b.Op("Shape", [x])]);
    }

    // [tokens, experts]: the weights of the chosen experts, which sum to 1, and 0 for the others.
    private static string Routing(ModelBuilder b, string tokens, string count)
    {
        var chances = b.Softmax(b.Linear(tokens, "gate", Sizes.Width, Experts, bias: false));
        var best = b.Op("TopK", [chances, b.Ints(Chosen)], 2, NodeAttribute.Int("axis", -1));
        var share = b.Op("Div", [best[0], b.Op("ReduceSum", [best[0], b.Ints(-1)], NodeAttribute.Int("keepdims", 1))]);
        var none = Zeros(b, b.Concat(0, b.Unsqueeze(count, 0), b.Ints(Experts)));
        return b.Op("ScatterElements", [none, best[1], share], NodeAttribute.Int("axis", 1));
    }

    private static string Expert(ModelBuilder b, string tokens, string weights, string share, string sum, long expert)
    {
        var column = b.Op("Gather", [weights, b.Int(expert)], NodeAttribute.Int("axis", 1));
        var taken = b.Op("TopK", [column, share], 2, NodeAttribute.Int("axis", 0));
        var rows = b.Op("Gather", [tokens, taken[1]], NodeAttribute.Int("axis", 0));
        var result = b.Mul(Llama.FeedForward(b, rows, Sizes.Width, Sizes.Inner), b.Unsqueeze(taken[0], 1));
        return b.Op("ScatterND", [sum, b.Unsqueeze(taken[1], 1), result], NodeAttribute.Text("reduction", "add"));
    }

    private static string Zeros(ModelBuilder b, string shape) => b.Op("ConstantOfShape", [shape],
        NodeAttribute.OfTensor("value", GraphTensor.OfDoubles("", b.Element, [1], [0])));
}
