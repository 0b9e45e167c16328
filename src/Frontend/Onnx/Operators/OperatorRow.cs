using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Sets the outputs of one node from its inputs and attributes.</summary>
internal delegate void ShapeRule(ShapeContext context);

/// <summary>
/// All that is said of one operator outside its kernels; its lowering, if it has one, is named alike in the compiler. Source: the operator's
/// page of the ONNX specification.
/// </summary>
/// <param name="Name">As the domain calls it.</param>
/// <param name="Shape">Null: nothing is inferred, what the model declares of the outputs counts.</param>
internal sealed record OperatorRow(string Name, ShapeRule? Shape)
{
    /// <summary>Empty for the standard operators.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Version of the domain that first has the operator; exporters write some of them into earlier sets, too.</summary>
    public int Since { get; init; } = 1;

    /// <summary>Inputs that it cannot do without; they come first.</summary>
    public int Required { get; init; } = 1;

    /// <summary>The same from an operator set on, where attributes became inputs.</summary>
    public (int Opset, int Required)? RequiredFrom { get; init; }

    /// <summary>
    /// Inputs of a node that decide what is compiled (places, pads, scales): they must be constants, or follow from sizes.
    /// </summary>
    public Func<GraphNode, int[]> Fixed { get; init; } = _ => [];

    /// <summary>The output is the input under another name or shape: it costs nothing.</summary>
    public bool IsFree { get; init; }

    /// <summary>Each element follows from those at its place, with broadcasting: several such operators can share a kernel.</summary>
    public bool IsPointwise { get; init; }

    /// <summary>What an attribute is where a node leaves it out; a required one that is missing is as if it were this.</summary>
    public ImmutableArray<NodeAttribute> Defaults { get; init; } = [];

    /// <summary>Other defaults in the operator sets before one.</summary>
    public (int Opset, ImmutableArray<NodeAttribute> Defaults)? DefaultsBefore { get; init; }

    /// <summary>The first required input that a node lacks; null if it has all.</summary>
    public int? Missing(GraphNode node)
    {
        var least = RequiredFrom is { } later && node.Opset >= later.Opset ? later.Required : Required;
        for (var i = 0; i < least; i++)
        {
            if (node.Input(i) is null)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The default of an attribute for nodes of an operator set.</summary>
    /// <exception cref="InvalidOperationException">The row has none: it lacks what a rule or a lowering reads.</exception>
    public NodeAttribute Default(string name, int opset) =>
        (DefaultsBefore is { } old && opset < old.Opset ? old.Defaults.FirstOrDefault(a => a.Name == name) : null)
        ?? Defaults.FirstOrDefault(a => a.Name == name)
        ?? throw new InvalidOperationException($"the row of operator {Name} has no default of attribute '{name}'");
}
