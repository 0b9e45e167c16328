using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>A Loop of a known number of steps: its body once for each, values carried from one to the next, scanned ones stacked.</summary>
internal sealed class LoopUnrolling
{
    private readonly GraphExpansion _expansion;
    private readonly GraphNode _node;
    private readonly GraphBody _body;
    private readonly List<string>[] _scanned;
    private string[] _carried;

    public LoopUnrolling(GraphExpansion expansion, GraphNode node)
    {
        (_expansion, _node, _body) = (expansion, node, ControlFlow.Body(node, "body"));
        _carried = [.. node.Inputs.Skip(2)];
        if (_body.Inputs.Length != _carried.Length + 2 || _body.Outputs.Length < _carried.Length + 1)
        {
            throw new ExpansionException($"carries {_carried.Length} values, its body takes {_body.Inputs.Length} and gives {_body.Outputs.Length}; "
                + "export the model again");
        }

        _scanned = [.. _body.Outputs.Skip(1 + _carried.Length).Select(_ => new List<string>())];
    }

    public void Run()
    {
        var steps = Steps();
        var isOn = _node.Input(1) is not { } condition ? true : ControlFlow.Truth(_expansion, condition) ?? throw Undecided(condition);
        long step = 0;
        for (; isOn && step < steps; step++)
        {
            if (step == ControlFlow.MostSteps) ControlFlow.CheckSteps(step + 1);
            isOn = Step(step, isLast: step + 1 == steps);
        }

        if (step == 0) NoStep();
        for (var i = 0; i < _carried.Length; i++)
            if (_node.Output(i) is { } name) _expansion.Bind(name, _carried[i]);
        for (var i = 0; i < _scanned.Length && step > 0; i++)
            if (_node.Output(_carried.Length + i) is { } name) _expansion.Bind(name, Composition.Stacked(_expansion, _node, _scanned[i], 0));
    }

    private long Steps()
    {
        if (_node.Input(0) is not { } count) return long.MaxValue;
        if (_expansion.Numbers(count) is not [var steps, ..])
        {
            throw new ExpansionException($"its trip count '{count}' is not known while compiling: it has to follow from constants, sizes or inputs "
                + "that are given; give those, or unroll the loop when exporting");
        }

        ControlFlow.CheckSteps(steps);
        return steps;
    }

    private bool Step(long step, bool isLast)
    {
        var prefix = $"{_node.Name}.{step}";
        var count = Composition.Constant(_expansion, $"{prefix}/step", GraphTensor.OfInt64s("", OnnxElementType.Int64, [], [step]));
        var isOn = Composition.Constant(_expansion, $"{prefix}/on", GraphTensor.OfInt64s("", OnnxElementType.Bool, [], [1]));
        var results = _expansion.Inlining.Inline(_body, prefix, [count, isOn, .. _carried]);
        _carried = [.. results.Skip(1).Take(_carried.Length)];
        for (var i = 0; i < _scanned.Length; i++) _scanned[i].Add(results[1 + _carried.Length + i]);
        return isLast || (ControlFlow.Truth(_expansion, results[0]) ?? throw Undecided(results[0]));
    }

    // Without a step the scanned outputs are empty; their other sizes are those that a step would give.
    private void NoStep()
    {
        if (_scanned.Length == 0) return;
        var carried = _carried;
        var shapes = _expansion.Tried(() =>
        {
            Step(0, isLast: true);
            return _scanned.Select(s => _expansion.Value(s[0])).ToArray();
        });
        _carried = carried;
        for (var i = 0; i < shapes.Length; i++)
        {
            var shape = shapes[i].Shape?.Constants() ?? throw new ExpansionException("takes no step, and the sizes of its outputs are not known");
            var empty = new GraphTensor("", shapes[i].Element, [0, .. shape], new TensorContent.Inline(ReadOnlyMemory<byte>.Empty));
            if (_node.Output(_carried.Length + i) is { } name) _expansion.Define(empty with { Name = name });
        }
    }

    private static ExpansionException Undecided(string condition) => new(
        $"data decides when it ends ('{condition}' is not known while compiling); export it with a fixed number of steps");
}
