using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Cost.Tables;

/// <summary>Costs of a kernel's compute nodes, in their order.</summary>
public sealed record CostTable
{
    /// <summary>File it came from, for messages.</summary>
    public string Source { get; init; } = "cost table";

    /// <summary>Kernel it belongs to, or null if the file does not say (then only its length is checked).</summary>
    public string? Kernel { get; init; }

    public required IReadOnlyList<CostRow> Rows { get; init; }

    /// <summary>The costs of these nodes for a trace.</summary>
    /// <exception cref="CostTableException">The table is another kernel's, or its length, a name or a unit differs.</exception>
    public IReadOnlyList<TileCost> Bind(string kernel, IReadOnlyList<ComputeNode> nodes)
    {
        if (Kernel is not null && Kernel != kernel)
            throw Fail($"belongs to kernel '{Kernel}', not to '{kernel}'; give the table that was measured for '{kernel}'");
        if (Rows.Count != nodes.Count)
        {
            throw Fail($"has {Rows.Count} rows, but kernel '{kernel}' has {nodes.Count} compute nodes"
                + (nodes.Count == 0 ? "" : $" ({string.Join(", ", nodes.Take(8).Select(n => n.Name))}{(nodes.Count > 8 ? ", ..." : "")})")
                + "; give one row per node");
        }
        var costs = new TileCost[nodes.Count];
        for (int i = 0; i < costs.Length; i++)
            costs[i] = Bind(Rows[i], nodes[i], i, kernel);
        return costs;
    }

    private TileCost Bind(CostRow row, ComputeNode node, int index, string kernel)
    {
        if (row.Name is not null && row.Name != node.Name)
            throw Fail($"row {index} is for tile '{row.Name}', but compute node {index} of kernel '{kernel}' is '{node.Name}'");
        if (row.Unit is { } unit && unit != node.Unit)
            throw Fail($"row {index} is for unit {unit}, but compute node {index} ('{node.Name}') of kernel '{kernel}' is {node.Unit}");
        return new TileCost(node.TileId, node.Name, node.Unit, row.Cycles, row.Overlap);
    }

    private CostTableException Fail(string problem) => new(Source, 0, problem);
}

/// <summary>A compute node of a kernel, to which a cost belongs.</summary>
public sealed record ComputeNode(int TileId, string Name, ComputeUnit Unit);

/// <summary>Cost of one compute node; rows are in the order of the kernel's nodes.</summary>
/// <param name="Cycles">Core cycles, at least 0.</param>
/// <param name="Overlap">0..<paramref name="Cycles"/>.</param>
/// <param name="Name">The tile's, or null if the file does not say.</param>
/// <param name="Unit">The tile's, or null if the file does not say.</param>
/// <param name="Origin">Where the figure comes from; one line, may be empty.</param>
public sealed record CostRow(long Cycles, long Overlap, string? Name, ComputeUnit? Unit, string Origin);
