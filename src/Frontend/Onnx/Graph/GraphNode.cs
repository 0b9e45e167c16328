using System.Collections.Immutable;

namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>One operation of a graph.</summary>
/// <param name="Name">Unique in the graph; made from operator and place if the model gives none.</param>
/// <param name="Operator">As the domain calls it, for example Conv.</param>
/// <param name="Domain">Empty for the standard operators.</param>
/// <param name="Opset">Version of the operator set that the operator is meant in.</param>
/// <param name="Inputs">Names of values; an empty name is an optional input that is left out.</param>
/// <param name="Outputs">Names of values; an empty name is an output that nobody needs.</param>
/// <param name="Attributes">In the order of the model; names are unique.</param>
public sealed record GraphNode(
    string Name, string Operator, string Domain, int Opset, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs,
    ImmutableArray<NodeAttribute> Attributes)
{
    /// <summary>Tells functions of one name apart; mostly empty.</summary>
    public string Overload { get; init; } = "";

    /// <summary>True if an attribute holds a graph (If, Loop, Scan, SequenceMap).</summary>
    public bool HasSubgraph => Attributes.Any(a => a.Kind == AttributeKind.Graph);

    public NodeAttribute? Attribute(string name) => Attributes.FirstOrDefault(a => a.Name == name);

    public bool Has(string name) => Attribute(name) is not null;

    public long Int(string name, long fallback) => Attribute(name) is { Ints: [var value, ..] } ? value : fallback;

    public float Float(string name, float fallback) => Attribute(name) is { Floats: [var value, ..] } ? value : fallback;

    public string Text(string name, string fallback) => Attribute(name) is { Strings: [var value, ..] } ? value : fallback;

    /// <summary>A list; null if the node does not have it.</summary>
    public long[]? Ints(string name) => Attribute(name) is { } a ? [.. a.Ints] : null;

    /// <summary>A list of one number or more; null if the node does not have it or it is empty.</summary>
    public long[]? Numbers(string name) => Ints(name) is { Length: > 0 } list ? list : null;

    public float[]? Floats(string name) => Attribute(name) is { } a ? [.. a.Floats] : null;

    /// <summary>Name of an input; null if it is left out.</summary>
    public string? Input(int index) => index < Inputs.Length && Inputs[index].Length > 0 ? Inputs[index] : null;

    /// <summary>Name of an output; null if nobody needs it.</summary>
    public string? Output(int index) => index < Outputs.Length && Outputs[index].Length > 0 ? Outputs[index] : null;

    /// <summary>Values that the node reads: its inputs and what graphs inside it take from around it.</summary>
    public IEnumerable<string> Reads() => HasSubgraph
        ? Inputs.Concat(Attributes.Where(a => a.Body is not null).SelectMany(a => a.Body!.Captures())) : Inputs;

    public override string ToString() => $"{Operator} '{Name}'";
}
