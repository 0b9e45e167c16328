using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>
/// A lowered module compiled to code that emits its trace for any shape. Immutable and safe to share; made once, used by any number of
/// <see cref="TraceProducer"/>s.
/// </summary>
public sealed class ModulePlan
{
    private ModulePlan(Module module, ModuleCosts costs, ImmutableArray<KernelPlan> kernels) =>
        (Module, Costs, Kernels) = (module, costs, kernels);

    public Module Module { get; }

    public ModuleCosts Costs { get; }

    internal ImmutableArray<KernelPlan> Kernels { get; }

    /// <exception cref="CompileException">The module has something that no record stands for, or the costs are not its own.</exception>
    public static ModulePlan Of(Module module, ModuleCosts costs)
    {
        var diagnostics = new DiagnosticBag();
        costs.Check(module, diagnostics);
        diagnostics.ThrowIfErrors();
        var kernels = ImmutableArray.CreateBuilder<KernelPlan>();
        var (buffers, tiles) = (0, 0);
        for (var k = 0; k < module.Kernels.Length; k++)
        {
            kernels.Add(new KernelPlanner(module, k, costs.Kernels[k], buffers, tiles, diagnostics).Plan());
            buffers += module.Kernels[k].Buffers.Length + 1;
            tiles += costs.Kernels[k].Length;
        }

        diagnostics.ThrowIfErrors();
        return new ModulePlan(module, costs, kernels.ToImmutable());
    }
}
