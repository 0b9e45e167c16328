using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>
/// Costs of all static compute operations: for each kernel of the module, by operation id. <paramref name="Origin"/> says where they
/// come from, for reports.
/// </summary>
public sealed record ModuleCosts(string Origin, ImmutableArray<ImmutableArray<StaticCost>> Kernels)
{
    /// <summary>Static compute operations of a kernel in the order of their ids.</summary>
    public static IEnumerable<Statement> Operations(Kernel kernel) =>
        kernel.Body.All().Where(s => s is Compute or Preload or Matmul);

    /// <summary>Reports where the costs are not those of the module's operations.</summary>
    public void Check(Module module, DiagnosticBag diagnostics)
    {
        if (Kernels.Length != module.Kernels.Length)
        {
            diagnostics.Error(ProducerDiagnostics.CostCount, Origin, $"costs of {Kernels.Length} kernels for a module of "
                + $"{module.Kernels.Length}; make the table with 'actorsim cost' of this package");
            return;
        }

        for (var k = 0; k < Kernels.Length; k++) Check(module.Kernels[k], Kernels[k], diagnostics);
    }

    private void Check(Kernel kernel, ImmutableArray<StaticCost> costs, DiagnosticBag diagnostics)
    {
        var operations = Operations(kernel).ToArray();
        if (operations.Length != costs.Length)
        {
            diagnostics.Error(ProducerDiagnostics.CostCount, Origin, $"kernel '{kernel.Name}' has {operations.Length} compute operations, "
                + $"but the table has costs of {costs.Length}; make the table with 'actorsim cost' of this package");
            return;
        }

        for (var id = 0; id < costs.Length; id++) Check(kernel, operations[id], id, costs[id], diagnostics);
    }

    private void Check(Kernel kernel, Statement operation, int id, StaticCost cost, DiagnosticBag diagnostics)
    {
        if (cost.Unit != UnitOf(operation))
        {
            diagnostics.Error(ProducerDiagnostics.CostCount, Origin, $"operation {id} of kernel '{kernel.Name}' runs on the "
                + $"{UnitOf(operation)} unit, but its cost is one of the {cost.Unit} unit");
        }

        if (cost.Cycles < 0 || cost.Overlap < 0 || cost.Overlap > cost.Cycles)
        {
            diagnostics.Error(ProducerDiagnostics.CostValue, Origin, $"operation {id} of kernel '{kernel.Name}': cycles {cost.Cycles}, "
                + $"overlap {cost.Overlap}; need 0 <= overlap <= cycles");
        }
    }

    /// <summary>The unit that a compute operation runs on.</summary>
    public static ComputeUnit UnitOf(Statement operation) => operation switch
    {
        Compute compute => compute.Unit,
        Preload => ComputeUnit.Preload,
        Matmul or TileMatmul => ComputeUnit.Matmul,
        _ => throw new InvalidOperationException($"{operation.GetType().Name} is no operation of a compute unit"),
    };
}
