using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>
/// A product of several factors, whatever the order and nesting of its multiplications and of its divisions by constants: interior values
/// are read by nothing else.
/// </summary>
internal sealed class Factors
{
    private readonly GraphUses _uses;
    private readonly List<GraphNode> _nodes = [];
    private readonly List<string> _values = [];

    private Factors(GraphUses uses) => _uses = uses;

    /// <summary>The multiplications and divisions.</summary>
    public IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>The factors that are not constants.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>The product of the constants.</summary>
    public double Constant { get; private set; } = 1;

    public static Factors Of(string value, GraphUses uses)
    {
        var factors = new Factors(uses);
        factors.Add(value, isRoot: true);
        return factors;
    }

    public bool ConstantIs(double expected) => Math.Abs(Constant - expected) <= Math.Abs(expected) * 2e-3;

    private void Add(string value, bool isRoot)
    {
        if (_uses.Scalar(value) is { } number)
        {
            Constant *= number;
            return;
        }

        var node = isRoot || _uses.Count(value) == 1 ? _uses.Producer(value, "Mul", "Div") : null;
        if (node is { Operator: "Mul", Opset: >= 7 })
        {
            _nodes.Add(node);
            Add(node.Inputs[0], false);
            Add(node.Inputs[1], false);
        }
        else if (node is { Operator: "Div", Opset: >= 7 } && _uses.Scalar(node.Inputs[1]) is { } divisor)
        {
            _nodes.Add(node);
            Constant /= divisor;
            Add(node.Inputs[0], false);
        }
        else
        {
            _values.Add(value);
        }
    }
}
