using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>A Scan over axes of known size (since opset 9): its body once for each place along them.</summary>
internal sealed class ScanUnrolling
{
    private readonly GraphExpansion _expansion;
    private readonly GraphNode _node;
    private readonly GraphBody _body;
    private readonly Composition _compose;
    private readonly int _states;
    private readonly int _scans;

    public ScanUnrolling(GraphExpansion expansion, GraphNode node)
    {
        (_expansion, _node, _body, _compose) = (expansion, node, ControlFlow.Body(node, "body"), new Composition(expansion, node));
        _scans = (int)Math.Clamp(node.Int("num_scan_inputs", 0), 0, int.MaxValue);
        _states = node.Inputs.Length - _scans;
        if (_scans < 1 || _states < 0 || _body.Inputs.Length != node.Inputs.Length || _body.Outputs.Length < _states)
            throw new ExpansionException($"has {node.Inputs.Length} inputs, {_scans} of them scanned, and a body of {_body.Inputs.Length}; export the model again");
    }

    public void Run()
    {
        var axes = Enumerable.Range(0, _scans).Select(Axis).ToArray();
        var steps = Steps(axes);
        ControlFlow.CheckSteps(steps);
        if (steps == 0) throw new ExpansionException("scans no element; export the model again");
        string[] states = [.. _node.Inputs.Take(_states)];
        var scanned = _body.Outputs.Skip(_states).Select(_ => new List<string>()).ToArray();
        for (long step = 0; step < steps; step++)
        {
            var place = step;
            var elements = axes.Select((axis, i) => _compose.Op("Gather",
                [_node.Inputs[_states + i], _compose.Whole(IsReverse("scan_input_directions", i) ? steps - 1 - place : place)], NodeAttribute.Int("axis", axis)));
            var results = _expansion.Inlining.Inline(_body, $"{_node.Name}.{step}", [.. states, .. elements]);
            states = [.. results.Take(_states)];
            for (var i = 0; i < scanned.Length; i++) scanned[i].Insert(IsReverse("scan_output_directions", i) ? 0 : scanned[i].Count, results[_states + i]);
        }

        Finish(states, scanned);
    }

    private void Finish(string[] states, List<string>[] scanned)
    {
        for (var i = 0; i < _states; i++)
            if (_node.Output(i) is { } name) _expansion.Bind(name, states[i]);
        for (var i = 0; i < scanned.Length; i++)
        {
            if (_node.Output(_states + i) is not { } name) continue;
            var axis = _node.Numbers("scan_output_axes") is { } axes && i < axes.Length ? axes[i] : 0;
            _expansion.Bind(name, Composition.Stacked(_expansion, _node, scanned[i], axis));
        }
    }

    private long Steps(int[] axes)
    {
        var sizes = axes.Select((axis, i) => _compose.Shape(_node.Inputs[_states + i])[axis]).ToArray();
        var steps = sizes.Select(s => s.Constant).ToArray();
        if (Array.IndexOf(steps, null) is var open and >= 0)
            throw new ExpansionException($"its number of steps {sizes[open]} is not known while compiling; give it a value");
        return steps.Distinct().Count() == 1 ? steps[0]!.Value
            : throw new ExpansionException($"scans {string.Join(", ", steps)} elements at once; they have to be equal");
    }

    private int Axis(int scan)
    {
        var rank = _compose.Shape(_node.Inputs[_states + scan]).Rank;
        var axis = _node.Numbers("scan_input_axes") is { } axes && scan < axes.Length ? axes[scan] : 0;
        return axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : throw new ExpansionException($"axis {axis} of a tensor of rank {rank}");
    }

    private bool IsReverse(string attribute, int index) => _node.Numbers(attribute) is { } list && index < list.Length && list[index] != 0;
}
