using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Sequences and optionals of known length: which tensors they hold is followed, so that nothing of them is left.</summary>
internal sealed class SequenceFlow(GraphExpansion expansion)
{
    private readonly Dictionary<string, ImmutableArray<string>> _sequences = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nothing = new(StringComparer.Ordinal);

    /// <summary>The tensors of a sequence; null if the value is none that is followed.</summary>
    public ImmutableArray<string>? Find(string value) => _sequences.TryGetValue(value, out var found) ? found : null;

    /// <summary>Whether a value is an optional without one.</summary>
    public bool IsNothing(string value) => _nothing.Contains(value);

    public void SetNothing(string name) => _nothing.Add(name);

    public void Set(string name, ImmutableArray<string> tensors) => _sequences[name] = tensors;

    /// <summary>False if the node has to do with neither.</summary>
    public bool TryFollow(GraphNode node)
    {
        if (node.Domain.Length > 0) return false;
        var compose = new Composition(expansion, node);
        switch (node.Operator)
        {
            case "SequenceEmpty": Set(node.Outputs[0], []); return true;
            case "SequenceConstruct": Set(node.Outputs[0], node.Inputs); return true;
            case "SequenceInsert": Insert(node); return true;
            case "SequenceErase": Set(node.Outputs[0], Tensors(node, 0).RemoveAt(Place(node, 1, Tensors(node, 0).Length))); return true;
            case "SequenceAt": expansion.Bind(node.Outputs[0], Tensors(node, 0)[Place(node, 1, Tensors(node, 0).Length)]); return true;
            case "SequenceLength": expansion.Bind(node.Outputs[0], compose.Whole(Tensors(node, 0).Length)); return true;
            case "SplitToSequence": Split(node, compose); return true;
            case "ConcatFromSequence": Concat(node, compose); return true;
            case "SequenceMap": Map(node); return true;
            case "Optional" or "OptionalGetElement": Unwrap(node); return true;
            case "OptionalHasElement": expansion.Bind(node.Outputs[0], compose.Truth(node.Input(0) is { } value && !_nothing.Contains(value))); return true;
            case "Identity" when node.Input(0) is { } source && Find(source) is { } tensors: Set(node.Outputs[0], tensors); return true;
            case "Identity" when node.Input(0) is { } nothing && IsNothing(nothing): SetNothing(node.Outputs[0]); return true;
            default: return false;
        }
    }

    private ImmutableArray<string> Tensors(GraphNode node, int input) => node.Input(input) is { } name && Find(name) is { } tensors ? tensors
        : throw new ExpansionException($"input {input} is a sequence whose length is not known while compiling; give tensors instead, or export the model without it");

    // A place counted from the end if negative; left out: the last.
    private int Place(GraphNode node, int input, int length)
    {
        var place = node.Input(input) is not { } name ? -1 : expansion.Numbers(name) is [var number, ..] ? number
            : throw new ExpansionException($"its position '{name}' is not known while compiling");
        return place >= -length && place < length ? (int)(place < 0 ? place + length : place)
            : throw new ExpansionException($"position {place} of a sequence of {length} tensors");
    }

    private void Insert(GraphNode node)
    {
        var tensors = Tensors(node, 0);
        var place = node.Input(2) is null ? tensors.Length : Place(node, 2, tensors.Length + 1);
        if (node.Input(2) is { } name && expansion.Numbers(name) is [< 0 and var number, ..]) place = (int)(number + tensors.Length);
        if (place < 0) throw new ExpansionException($"position {place - tensors.Length} of a sequence of {tensors.Length} tensors");
        Set(node.Outputs[0], tensors.Insert(place, node.Inputs[1]));
    }

    private void Split(GraphNode node, Composition compose)
    {
        var input = compose.Required(0);
        var shape = compose.Shape(input);
        var axis = compose.Axis(node.Int("axis", 0), shape.Rank);
        var size = shape[axis].Constant ?? throw new ExpansionException($"the size {shape[axis]} that it splits is not known while compiling; give it a value");
        var parts = Parts(node, size);
        string[] outputs = parts.Length == 1 ? [input] : compose.Ops("Split", parts.Length, [input, compose.Wholes(parts)], NodeAttribute.Int("axis", axis));
        if (node.Input(1) is null && node.Int("keepdims", 1) == 0)
            outputs = [.. outputs.Select(o => compose.Op("Squeeze", [o, compose.Wholes(axis)]))];
        Set(node.Outputs[0], [.. outputs]);
    }

    private long[] Parts(GraphNode node, long size)
    {
        if (node.Input(1) is not { } name) return [.. Enumerable.Repeat(1L, (int)size)];
        var given = expansion.Numbers(name) ?? throw new ExpansionException($"how it splits ('{name}') is not known while compiling");
        if (expansion.Value(name).Shape?.Rank != 0) return given;
        if (given[0] < 1) throw new ExpansionException($"parts of {given[0]} elements");
        return [.. Enumerable.Range(0, (int)((size + given[0] - 1) / given[0])).Select(i => Math.Min(given[0], size - i * given[0]))];
    }

    private void Concat(GraphNode node, Composition compose)
    {
        var tensors = Tensors(node, 0);
        if (tensors.IsEmpty) throw new ExpansionException("joins a sequence without tensors");
        var axis = node.Int("axis", 0);
        expansion.Bind(node.Outputs[0], node.Int("new_axis", 0) != 0 ? Composition.Stacked(expansion, node, tensors, axis)
            : tensors.Length == 1 ? tensors[0] : compose.Op("Concat", tensors, NodeAttribute.Int("axis", axis)));
    }

    // The body once for each tensor of the first sequence; other inputs are sequences of the same length, or the same for all.
    private void Map(GraphNode node)
    {
        var body = ControlFlow.Body(node, "body");
        var length = Tensors(node, 0).Length;
        var results = body.Outputs.Select(_ => ImmutableArray.CreateBuilder<string>()).ToArray();
        for (var step = 0; step < length; step++)
        {
            string[] arguments = [.. node.Inputs.Select(i => Find(i) is { } tensors ? tensors[step] : i)];
            var outputs = expansion.Inlining.Inline(body, $"{node.Name}.{step}", arguments);
            for (var i = 0; i < results.Length; i++) results[i].Add(outputs[i]);
        }

        for (var i = 0; i < results.Length; i++)
            if (node.Output(i) is { } name) Set(name, results[i].ToImmutable());
    }

    private void Unwrap(GraphNode node)
    {
        if (node.Input(0) is { } value && !_nothing.Contains(value)) expansion.Bind(node.Outputs[0], value);
        else if (node.Operator == "Optional") _nothing.Add(node.Outputs[0]);
        else throw new ExpansionException("takes the element of an optional that has none");
    }
}
