using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Cli.Compiling;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Tenants;

/// <summary>Makes the tenants of a run from the command line. Each has memory of its own, but those of trace files, which say theirs.</summary>
internal sealed class TenantBuilder(SystemConfiguration system, IReadOnlyList<KeyValuePair<string, long>> shape, GivenInputs inputs)
{
    /// <summary>Later cycles are a mistake in a unit.</summary>
    private const double LastCycle = 1e15;

    private readonly List<Tenant> _tenants = [];
    private ProducerOptions _options = new();

    public IReadOnlyList<Tenant> Tenants => _tenants;

    /// <exception cref="InputException">The tenant cannot be; why, and what to do.</exception>
    public void Add(TenantArgument tenant)
    {
        var hz = system.Machine.CoreHz;
        var requests = tenant.Requests ?? (tenant.Process is { Kind: ProcessText.Burst, Distance: null } p ? p.AtOnce : TenantArgument.DefaultRequests);
        CheckPartition(tenant);
        CheckLength(tenant, requests, hz);
        var work = WorkOf(tenant);

        // Whatever is wrong with the input is said now, and not in the middle of the run.
        work.Open(1).Dispose();
        using (var largest = work.Open(tenant.MostPerBatch))
        {
            Reserve(largest);
        }

        // Two tenants of the same process must not send at the same times: each takes a seed of its own.
        var seed = tenant.Seed ?? (ulong)_tenants.Count + 1;
        var arrivals = tenant.Process.Create(hz, seed, tenant.Start.At(hz).Ceiling(1));
        var spec = new TenantSpec(NameOf(tenant), tenant.Process.ToString(), requests, tenant.Partition, tenant.MostPerBatch,
            tenant.Wait?.At(hz).Ceiling(1));
        _tenants.Add(new Tenant(spec, arrivals, work));
    }

    private ITenantWork WorkOf(TenantArgument tenant)
    {
        var machine = KernelMachine.Read(system.Tree);
        return PackageInput.IsPackage(tenant.Path) ? new PackageWork(tenant, shape, machine, _options, inputs)
            : ModelFile.IsModel(tenant.Path) ? new ModelWork(tenant, shape, machine, _options, inputs)
            : new TraceWork(tenant);
    }

    private string NameOf(TenantArgument tenant)
    {
        var same = _tenants.Count(t => t.Spec.Name == tenant.Path || t.Spec.Name.StartsWith(tenant.Path + " #", StringComparison.Ordinal));
        return same == 0 ? tenant.Path : $"{tenant.Path} #{same + 1}";
    }

    private void CheckPartition(TenantArgument tenant)
    {
        var partitions = Math.Max(1, system.Machine.Scheduler.Partitions.Count);
        if (tenant.Partition >= partitions)
        {
            throw new InputException($"--request {tenant.Path}: partition={tenant.Partition}: the system has {partitions} partition(s), counted "
                + "from 0; declare more with scheduler.partitions, for example --set scheduler.partitions=[[0],[1]]");
        }
    }

    private static void CheckLength(TenantArgument tenant, int requests, long hz)
    {
        var bursts = Math.Ceiling((double)requests / tenant.Process.AtOnce);
        var last = (bursts * tenant.Process.Mean(hz).ToDouble()) + tenant.Start.At(hz).ToDouble() + (tenant.Wait?.At(hz).ToDouble() ?? 0);
        if (last > LastCycle)
        {
            throw new InputException($"--request {tenant.Path}: {requests} requests of {tenant.Process} would end after more than 10^15 core cycles; "
                + "give fewer, or shorter times");
        }
    }

    // The next tenant's tensors begin where this one's end.
    private void Reserve(ITraceSource source)
    {
        if (source is not TraceProducer)
        {
            return;
        }

        var end = _options.FirstAddress;
        while (source.Read() && source.Kind != TraceObjectKind.KernelBegin)
        {
            if (source.Kind == TraceObjectKind.Tensor)
            {
                end = Math.Max(end, source.Tensor.BaseAddress + source.Tensor.Bytes);
            }
        }

        _options = _options with { FirstAddress = (end + _options.Alignment - 1) / _options.Alignment * _options.Alignment };
    }
}
