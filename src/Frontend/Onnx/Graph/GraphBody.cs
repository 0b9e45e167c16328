using System.Collections.Immutable;

namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>A graph inside a node (a branch, the body of a loop), which reads values of the graph around it by their names.</summary>
/// <param name="Inputs">Values that the node feeds, in order.</param>
/// <param name="Outputs">Values that the node takes out, in order.</param>
/// <param name="Nodes">In an order in which every value is computed before it is read.</param>
/// <param name="Initializers">Constants of its own.</param>
public sealed record GraphBody(
    ImmutableArray<string> Inputs, ImmutableArray<string> Outputs, ImmutableArray<GraphNode> Nodes, ImmutableArray<GraphTensor> Initializers)
{
    /// <summary>Names that the body reads and does not define: values of the graph around it.</summary>
    public IEnumerable<string> Captures()
    {
        var own = Inputs.Concat(Initializers.Select(t => t.Name)).Concat(Nodes.SelectMany(n => n.Outputs)).ToHashSet(StringComparer.Ordinal);
        return Nodes.SelectMany(n => n.Reads()).Concat(Outputs).Where(name => name.Length > 0 && !own.Contains(name)).Distinct();
    }
}

/// <summary>An operator that a model defines by nodes of other operators.</summary>
/// <param name="Domain">Normal form; the standard domain is empty.</param>
/// <param name="Name">As nodes call it.</param>
/// <param name="Overload">Tells functions of one name apart; mostly empty.</param>
/// <param name="Inputs">Formal names; a call may leave out trailing ones.</param>
/// <param name="Outputs">Formal names.</param>
/// <param name="Defaults">Values of attributes that a call does not give.</param>
/// <param name="Nodes">In order; attributes may refer to those of the call (<see cref="NodeAttribute.Reference"/>).</param>
public sealed record GraphFunction(
    string Domain, string Name, string Overload, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs,
    ImmutableArray<NodeAttribute> Defaults, ImmutableArray<GraphNode> Nodes)
{
    /// <summary>Whether a node calls this function.</summary>
    public bool IsCalledBy(GraphNode node) => node.Operator == Name && node.Domain == Domain && node.Overload == Overload;
}
