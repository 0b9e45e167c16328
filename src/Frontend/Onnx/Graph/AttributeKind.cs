namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>The type of a node's attribute.</summary>
public enum AttributeKind
{
    Float,
    Int,
    String,
    Tensor,
    Floats,
    Ints,
    Strings,

    /// <summary>A graph inside a node.</summary>
    Graph,

    /// <summary>Nodes of an operator that passes make; never in a file.</summary>
    Nodes,

    /// <summary>Lists of tensors and of graphs, types, sparse tensors: named, not kept.</summary>
    Other,
}
