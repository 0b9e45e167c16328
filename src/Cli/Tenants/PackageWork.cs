using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Cli.Compiling;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Tenants;

/// <summary>A kernel package: compiled once, run at the size of each batch.</summary>
internal sealed class PackageWork(
    TenantArgument tenant, IReadOnlyList<KeyValuePair<string, long>> shape, MachineFacts machine, ProducerOptions options,
    GivenInputs inputs) : ITenantWork
{
    private readonly ModulePlan _plan = PlanOf(PackageInput.Read(tenant.Path, machine));

    public ITraceSource Open(int requests)
    {
        var names = _plan.Module.Sizes.Select(s => s.Name).ToArray();
        var diagnostics = new DiagnosticBag();
        var sizes = ShapeArguments.Bind(_plan.Module, BatchSizes.Of(tenant, shape, names, requests), diagnostics);
        diagnostics.ThrowIfErrors();
        return new TraceProducer(_plan, sizes, options with { IndexData = TensorFiles.IndexData(tenant.Path, _plan.Module, inputs) });
    }

    private static ModulePlan PlanOf(KernelPackage package) => ModulePlan.Of(package.Module, package.Costs);
}
