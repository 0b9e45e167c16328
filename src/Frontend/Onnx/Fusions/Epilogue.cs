using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>
/// What follows a product or convolution, as far as its kernel can do it: bias, residual, activation, in this order. The rows of a matrix
/// may be seen as several axes on the way.
/// </summary>
internal sealed class Epilogue
{
    private readonly EpilogueStart _start;
    private readonly GraphUses _uses;
    private readonly GraphRewrite _rewrite;
    private readonly List<GraphNode> _nodes;
    private readonly string _value;
    private string _bias;
    private string _residual = "";
    private string? _activation;
    private bool _isReshaped;

    public Epilogue(EpilogueStart start, GraphUses uses, GraphRewrite rewrite)
    {
        (_start, _uses, _rewrite, _nodes, _value, _bias) = (start, uses, rewrite, [start.Node], start.Output, start.Bias);
        while (Follow()) _value = _nodes[^1].Outputs[0];
    }

    public IReadOnlyList<GraphNode> Nodes => _nodes;

    public GraphNode Node()
    {
        var attributes = _start.Attributes;
        if (_activation is not null) attributes = attributes.Add(NodeAttribute.Text("activation", _activation));
        if (_isReshaped) attributes = attributes.Add(NodeAttribute.Int("rows", 1));
        return new GraphNode(_start.Node.Name, _start.Operator, InternalOperators.Domain, 1,
            [_start.Node.Inputs[0], _start.Node.Inputs[1], _bias, _residual], [_value], attributes);
    }

    private bool Follow()
    {
        if (_activation is not null || _uses.OnlyReader(_value) is not { } next || _rewrite.IsTaken(next)
            || next.Outputs.Length != 1 || _uses.Graph.Value(next.Outputs[0]).Element != _uses.Graph.Value(_value).Element) return false;
        if (IsReshapeOfRows(next)) _isReshaped = true;
        else if (ActivationName.Of(next, _value, _uses) is { } activation) _activation = activation;
        else if (!TakeAddend(next)) return false;
        _nodes.Add(next);
        return true;
    }

    // The product of two matrices; what is added before has the matrix's shape and could not be seen otherwise.
    private bool IsReshapeOfRows(GraphNode next) => next is { Domain: "", Operator: "Reshape" } && next.Inputs[0] == _value
        && _start.Operator == InternalOperators.MatMul && _residual.Length == 0
        && _start.Node.Inputs.Take(2).All(i => _uses.Shape(i)?.Rank == 2)
        && _uses.Shape(_value) is { } rows && _uses.Shape(next.Outputs[0]) is { Rank: >= 2 } seen && seen[seen.Rank - 1] == rows[rows.Rank - 1];

    private bool TakeAddend(GraphNode next)
    {
        if (next is not { Domain: "", Operator: "Add" } || next.Opset < 7) return false;
        var other = GraphUses.Other(next, _value);
        if (_uses.Shape(other) is not { } shape || _uses.Shape(_value) is not { } result) return false;
        if (_bias.Length == 0 && _residual.Length == 0 && IsBias(shape, result))
        {
            _bias = other;
            return true;
        }

        if (_residual.Length > 0 || !IsResidual(shape, result)) return false;
        _residual = other;
        return true;
    }

    // One value for each column of a product, or for each channel of a convolution.
    private bool IsBias(TensorShape shape, TensorShape result)
    {
        var fromEnd = _start.Operator == InternalOperators.Conv ? result.Rank - 1 : 1;
        if (shape.Rank < fromEnd || shape.Rank > result.Rank || shape[shape.Rank - fromEnd] != result[result.Rank - fromEnd]) return false;
        return Enumerable.Range(0, shape.Rank).All(axis => axis == shape.Rank - fromEnd || shape[axis].Constant == 1);
    }

    // Repeats to the result's shape; a convolution needs all axes, and adding must not enlarge the result.
    private bool IsResidual(TensorShape shape, TensorShape result)
    {
        var lead = result.Rank - shape.Rank;
        if (_isReshaped) return shape.Equals(result);
        if (lead < 0 || (lead > 0 && _start.Operator == InternalOperators.Conv)) return false;
        return Enumerable.Range(0, shape.Rank).All(axis => shape[axis] == result[axis + lead] || shape[axis].Constant == 1);
    }
}
