using System.Collections.Immutable;

namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>
/// A model as data flow: values and the nodes that compute them. Immutable. Nodes are in an order in which every value is computed
/// before it is read; each name stands for one value.
/// </summary>
public sealed record ModelGraph
{
    public required string Name { get; init; }

    /// <summary>Version of each operator domain; the standard domain is the empty name.</summary>
    public required ImmutableSortedDictionary<string, int> Opsets { get; init; }

    /// <summary>Values fed from outside, without initializers.</summary>
    public required ImmutableArray<string> Inputs { get; init; }

    public required ImmutableArray<string> Outputs { get; init; }

    public required ImmutableArray<GraphNode> Nodes { get; init; }

    /// <summary>Constants and weights by name; weights may have no data.</summary>
    public required ImmutableSortedDictionary<string, GraphTensor> Initializers { get; init; }

    /// <summary>Type and shape of every value by name, as declared or, after inference, as inferred.</summary>
    public required ImmutableDictionary<string, GraphValue> Values { get; init; }

    /// <summary>Operators that the model defines itself; nodes that call them are replaced by their bodies while importing.</summary>
    public ImmutableArray<GraphFunction> Functions { get; init; } = [];

    /// <summary>Sequences that are given: the inputs that are their tensors.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Sequences { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    /// <summary>Optionals that are given without a value.</summary>
    public ImmutableSortedSet<string> Nothing { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Whether an output that is a sequence stands for as many outputs as it has tensors; otherwise it is refused.</summary>
    public bool GivesSequencesApart { get; init; }

    /// <summary>Why a node could not be replaced by others while importing, by its name.</summary>
    public ImmutableSortedDictionary<string, string> Refusals { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Inputs whose numbers, were they known while importing, would decide what the nodes become.</summary>
    public ImmutableSortedSet<string> Wanted { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Nodes that were evaluated while importing; their outputs are initializers now.</summary>
    public ImmutableArray<GraphNode> Folded { get; init; } = [];

    /// <summary>The value of a name; one without type if nothing is known about it.</summary>
    public GraphValue Value(string name) => Values.TryGetValue(name, out var value) ? value : new GraphValue(name);

    /// <summary>The symbols of all input shapes, in order of their names: what a run needs values for.</summary>
    public IReadOnlyCollection<string> Symbols()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var dim in Inputs.Select(i => Value(i).Shape).Where(s => s is not null).SelectMany(s => s!.Dims))
        {
            dim.CollectSymbols(names);
        }

        return names;
    }
}
