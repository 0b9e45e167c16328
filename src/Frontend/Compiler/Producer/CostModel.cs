using System.Collections.Immutable;
using System.Globalization;
using ActorSim.Frontend.Compiler.Cost.Operations;
using ActorSim.Frontend.Compiler.Cost.Tables;
using ActorSim.Frontend.Compiler.Cost.Vector;
using ActorSim.Frontend.Compiler.Cost;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>Costs of a module's compute operations from the models of array and vector unit, with their reasons.</summary>
public sealed class CostModel(CoreCostSpec core)
{
    /// <summary>
    /// The model of a machine: the toy's core if it has 8 lanes, else the TPUv3's, with the machine's lanes (an array has as many rows
    /// and columns) and vector registers.
    /// </summary>
    public static CostModel For(MachineFacts machine)
    {
        var preset = machine.Lanes == CoreCostPresets.Toy8x8.Vector.Lanes ? CoreCostPresets.Toy8x8 : CoreCostPresets.TpuV3;
        return new CostModel(preset with
        {
            Array = preset.Array with { Rows = machine.Lanes, Columns = machine.Lanes },
            Vector = preset.Vector with { Lanes = machine.Lanes, VectorBits = machine.VectorBits },
        });
    }

    /// <summary>Name of the model, as it appears in traces.</summary>
    public string Origin => $"model: {core.Name}, {core.Array.Rows} x {core.Array.Columns} array, "
        + $"{core.Vector.Lanes} lanes of {core.Vector.VectorBits} bits";

    public ModuleCosts Of(Module module) => new(Origin, [.. module.Kernels.Select(Of)]);

    /// <summary>The costs of a table instead; its rows are the operations of all kernels in order.</summary>
    /// <exception cref="CompileException">The table is another module's.</exception>
    public static ModuleCosts FromTable(Module module, CostTable table)
    {
        var nodes = Nodes(module);
        try
        {
            var costs = table.Bind(module.Name, nodes);
            var next = 0;
            return new ModuleCosts("table: " + table.Source, [.. module.Kernels.Select(kernel => Take(kernel, nodes, costs, ref next))]);
        }
        catch (CostTableException e)
        {
            throw new CompileException(ProducerDiagnostics.CostCount, table.Source, e.Problem);
        }
    }

    /// <summary>All compute operations of a module, numbered over its kernels.</summary>
    public static IReadOnlyList<ComputeNode> Nodes(Module module)
    {
        var nodes = new List<ComputeNode>();
        foreach (var kernel in module.Kernels)
            foreach (var operation in ModuleCosts.Operations(kernel))
                nodes.Add(new ComputeNode(nodes.Count, NameOf(operation), ModuleCosts.UnitOf(operation)));
        return nodes;
    }

    /// <summary>Why an operation costs what the model says.</summary>
    public IReadOnlyList<ExplanationRow> Explain(Statement operation, string title) => operation switch
    {
        Compute compute => CostExplanation.Of(title, Simulate(compute), Origin),
        Preload preload => CostExplanation.Preload(title, core.Array, preload.Rows, Origin),
        Matmul matmul => CostExplanation.Matmul(title, core.Array, matmul.Rows, Origin),
        _ => [],
    };

    /// <summary>A name that says the operation's shape.</summary>
    public static string NameOf(Statement operation) => operation switch
    {
        Compute compute => compute.Name,
        Preload preload => string.Create(CultureInfo.InvariantCulture, $"preload{preload.Rows}x{preload.Columns}"),
        Matmul matmul => string.Create(CultureInfo.InvariantCulture, $"matmul{matmul.Rows}x{matmul.Columns}x{matmul.Depth}"),
        _ => operation.GetType().Name,
    };

    private static ImmutableArray<StaticCost> Take(
        Kernel kernel, IReadOnlyList<ComputeNode> nodes, IReadOnlyList<TileCost> costs, ref int next)
    {
        var result = ImmutableArray.CreateBuilder<StaticCost>();
        for (var left = ModuleCosts.Operations(kernel).Count(); left > 0; left--, next++)
            result.Add(new StaticCost(nodes[next].Name, nodes[next].Unit, costs[next].Cycles, costs[next].OverlapCycles));
        return result.ToImmutable();
    }

    private ImmutableArray<StaticCost> Of(Kernel kernel) => [.. ModuleCosts.Operations(kernel).Select(operation =>
    {
        var cost = Cost(operation);
        return new StaticCost(NameOf(operation), ModuleCosts.UnitOf(operation), cost.Cycles, cost.Overlap);
    })];

    private OperationCost Cost(Statement operation) => operation switch
    {
        Compute compute => Simulate(compute).Operation,
        Preload preload => SystolicTiming.Preload(core.Array, preload.Rows),
        Matmul matmul => SystolicTiming.Matmul(core.Array, matmul.Rows),
        _ => throw new ArgumentException($"{operation.GetType().Name} is not a compute operation", nameof(operation)),
    };

    private VectorCost Simulate(Compute compute) => VectorTiming.Simulate(core.Vector, new VectorPrograms(core.Vector).Of(compute));
}

/// <summary>
/// What one static compute operation costs each time it runs, in core cycles: <paramref name="Cycles"/> from issue on an idle unit to
/// the end, of which <paramref name="Overlap"/> (0..Cycles) may be hidden behind the operation before it.
/// </summary>
public sealed record StaticCost(string Name, ComputeUnit Unit, long Cycles, long Overlap);
