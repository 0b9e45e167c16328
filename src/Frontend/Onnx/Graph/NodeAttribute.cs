using System.Collections.Immutable;

namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>An attribute of a node; scalars are lists of one.</summary>
public sealed record NodeAttribute(string Name, AttributeKind Kind)
{
    public ImmutableArray<long> Ints { get; init; } = [];

    public ImmutableArray<float> Floats { get; init; } = [];

    public ImmutableArray<string> Strings { get; init; } = [];

    public GraphTensor? Tensor { get; init; }

    public ImmutableArray<GraphNode> Nodes { get; init; } = [];

    /// <summary>The body of a node with a graph of its own.</summary>
    public GraphBody? Body { get; init; }

    /// <summary>In a function: the attribute of the calling node that this one takes its value from; empty: it has its own.</summary>
    public string Reference { get; init; } = "";

    public static NodeAttribute Int(string name, long value) => new(name, AttributeKind.Int) { Ints = [value] };

    public static NodeAttribute Float(string name, float value) => new(name, AttributeKind.Float) { Floats = [value] };

    public static NodeAttribute Text(string name, string value) => new(name, AttributeKind.String) { Strings = [value] };

    public static NodeAttribute IntList(string name, IEnumerable<long> values) => new(name, AttributeKind.Ints) { Ints = [.. values] };

    public static NodeAttribute NodeList(string name, IEnumerable<GraphNode> nodes) => new(name, AttributeKind.Nodes) { Nodes = [.. nodes] };

    public static NodeAttribute OfTensor(string name, GraphTensor value) => new(name, AttributeKind.Tensor) { Tensor = value };
}
