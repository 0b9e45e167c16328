using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>The parts of one attention, found from its last product backwards.</summary>
internal sealed class AttentionMatch
{
    // Exponentials of anything below this are 0 beside those of scores in any sensible range.
    private const double Least = -1e4;

    // Whole heads lie in the scratchpad.
    private const long WidestHead = 256;

    private readonly GraphUses _uses;
    private readonly GraphNode _root;
    private string _query = "";
    private string _key = "";
    private string _value = "";
    private string _mask = "";
    private GraphNode? _choice;
    private double _scale = 1;
    private bool _isCausal;
    private bool _keyIsTransposed = true;

    private AttentionMatch(GraphNode root, GraphUses uses) => (_root, _uses) = (root, uses);

    public List<GraphNode> Nodes { get; } = [];

    public static AttentionMatch? Of(GraphNode root, GraphUses uses)
    {
        var match = new AttentionMatch(root, uses);
        return match.Find() ? match : null;
    }

    /// <summary>The fused operator, after what makes its mask.</summary>
    public IEnumerable<GraphNode> Result(GraphRewrite rewrite)
    {
        var mask = _mask;
        if (_choice is { } choice && !_isCausal)
        {
            var element = _uses.Graph.Value(choice.Outputs[0]).Element;
            var zero = rewrite.Constant(GraphTensor.OfDoubles($"{choice.Name}.zero", element, [], [0]));
            mask = rewrite.Value($"{choice.Name}.mask", element, _uses.Shape(choice.Inputs[0])!);
            yield return choice with { Inputs = [choice.Inputs[0], zero, choice.Inputs[2]], Outputs = [mask] };
        }

        List<NodeAttribute> attributes = [NodeAttribute.Float("scale", (float)_scale), NodeAttribute.Int("causal", _isCausal ? 1 : 0)];
        if (_keyIsTransposed) attributes.Add(NodeAttribute.IntList("permK", [0, 1, 3, 2]));
        yield return new GraphNode(_root.Name, InternalOperators.Attention, InternalOperators.Domain, 1,
            [_query, _key, _value, mask], _root.Outputs, [.. attributes]);
    }

    private bool Find()
    {
        Nodes.Add(_root);
        _value = _root.Inputs[1];
        if (Step(_root.Inputs[0], "Softmax") is not { } softmax || !IsLastAxis(softmax)) return false;
        var scores = Masked(softmax.Inputs[0]);
        if (Step(scores, "Mul", "Div") is { } scaled)
        {
            if (Scaled(scaled) is not { } product) return false;
            scores = product;
        }

        if (Step(scores, "MatMul") is not { } first) return false;
        (_query, _key) = (first.Inputs[0], first.Inputs[1]);
        if (!Fits(scores)) return false;
        Ungroup();
        return true;
    }

    // The producer, if nothing but the part found before reads the value.
    private GraphNode? Step(string value, params ReadOnlySpan<string> operators)
    {
        if (_uses.OnlyReader(value) is null || _uses.Producer(value, operators) is not { } node) return null;
        Nodes.Add(node);
        return node;
    }

    private bool IsLastAxis(GraphNode softmax)
    {
        var axis = softmax.Int("axis");
        return axis == -1 || axis == (_uses.Shape(softmax.Inputs[0])?.Rank ?? 0) - 1;
    }

    private string Masked(string scores)
    {
        if (Step(scores, "Where") is { } choice)
        {
            if (_uses.Scalar(choice.Inputs[2]) is <= Least)
            {
                _choice = choice;
                return choice.Inputs[1];
            }

            Nodes.Remove(choice);
        }

        if (Step(scores, "Add") is not { } sum) return scores;
        var isFirst = _uses.Producer(sum.Inputs[0], "Mul", "Div", "MatMul") is not null && _uses.OnlyReader(sum.Inputs[0]) is not null
            && _uses.Shape(sum.Inputs[0])?.Equals(_uses.Shape(scores)) == true;
        _mask = sum.Inputs[isFirst ? 1 : 0];
        return sum.Inputs[isFirst ? 0 : 1];
    }

    private string? Scaled(GraphNode node)
    {
        if (_uses.Scalar(node.Inputs[1]) is { } right)
        {
            _scale = node.Operator == "Mul" ? right : 1 / right;
            return node.Inputs[0];
        }

        if (node.Operator == "Div" || _uses.Scalar(node.Inputs[0]) is not { } left) return null;
        _scale = left;
        return node.Inputs[1];
    }

    private bool Fits(string scores)
    {
        if (_uses.Shape(_query) is not { Rank: 4 } q || _uses.Shape(_key) is not { Rank: 4 } k || _uses.Shape(_value) is not { Rank: 4 } v
            || _uses.Shape(scores) is not { Rank: 4 } s) return false;
        var sameHeads = Enumerable.Range(0, 2).All(axis => q[axis] == k[axis] && q[axis] == v[axis] && q[axis] == s[axis]);
        var widths = q[3].Constant is > 0 and <= WidestHead && v[3].Constant is > 0 and <= WidestHead && q[1].IsConstant;
        string[] operands = _mask.Length > 0 ? [_query, _key, _value, _mask] : [_query, _key, _value];
        var type = _uses.Graph.Value(_query).Element;
        var types = type is OnnxElementType.Float32 or OnnxElementType.Float16 or OnnxElementType.BFloat16
            && operands.All(o => _uses.Graph.Value(o).Element == type);
        if (!sameHeads || !widths || !types || (_mask.Length > 0 && !Repeats(_mask, s)) || (_choice is not null && !Repeats(_choice.Inputs[0], s)))
            return false;
        _isCausal = _choice is not null && CausalMask.Is(_choice.Inputs[0], q[2], k[3], _uses);
        return true;
    }

    private bool Repeats(string value, TensorShape target) => _uses.Shape(value) is { Rank: >= 2 } shape && shape.Rank <= target.Rank
        && Enumerable.Range(0, shape.Rank).All(a => shape[a].Constant == 1 || shape[a] == target[a + target.Rank - shape.Rank]);

    // Both or neither: keys and values of one head go together.
    private void Ungroup()
    {
        if (_uses.Producer(_key, "Transpose") is not { } swap || _uses.OnlyReader(_key) is null
            || swap.Ints("perm") is not [0, 1, 3, 2]) return;
        List<GraphNode> nodes = [swap];
        if (Repeated(swap.Inputs[0], nodes) is not { } key || Repeated(_value, nodes) is not { } value
            || _uses.Shape(key)?[1] != _uses.Shape(value)?[1]) return;
        (_key, _value, _keyIsTransposed) = (key, value, false);
        Nodes.AddRange(nodes);
    }

    // [b, heads, s, d] to [b, heads, 1, s, d], repeated to [b, heads, n, s, d], seen as [b, heads n, s, d].
    private string? Repeated(string value, List<GraphNode> nodes)
    {
        if (_uses.OnlyReader(value) is null || _uses.Producer(value, "Reshape") is not { } merge
            || _uses.OnlyReader(merge.Inputs[0]) is null || _uses.Producer(merge.Inputs[0], "Expand") is not { } expand
            || _uses.OnlyReader(expand.Inputs[0]) is null || _uses.Producer(expand.Inputs[0], "Unsqueeze") is not { } split) return null;
        if (_uses.Shape(split.Inputs[0]) is not { Rank: 4 } few || _uses.Shape(expand.Inputs[0]) is not { Rank: 5 } one
            || _uses.Shape(expand.Outputs[0]) is not { Rank: 5 } wide || _uses.Shape(value) is not { Rank: 4 } all) return null;
        var fits = one.Dims.RemoveAt(2).SequenceEqual(few.Dims) && one[2].Constant == 1
            && wide.With(2, 1).Equals(one) && all[1] == few[1] * wide[2] && all.With(1, few[1]).Equals(few) && few[1].IsConstant;
        nodes.AddRange([merge, expand, split]);
        return fits ? split.Inputs[0] : null;
    }
}
