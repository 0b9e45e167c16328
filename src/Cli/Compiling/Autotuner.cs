using System.Globalization;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Cli.Configuration;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Kernel.Dispatch;

namespace ActorSim.Cli.Compiling;

/// <summary>
/// Tile choice by trial: compiles the first candidates, simulates each on the whole machine, and keeps the fastest; of equals the one
/// that comes first.
/// </summary>
internal sealed class Autotuner(SystemConfiguration system, IReadOnlyList<KeyValuePair<string, long>> shape, TextWriter log)
{
    /// <param name="request">What to compile; its tile candidate is replaced.</param>
    /// <param name="candidates">Candidates 0 to this, 1 or more.</param>
    /// <exception cref="CompileException">The first candidate cannot be compiled.</exception>
    public KernelPackage Best(CompileRequest request, int candidates)
    {
        // The first one's problems are the kernel's own; of the others, that there are fewer candidates.
        var packages = new KernelPackage?[candidates];
        var cycles = new long[candidates];
        packages[0] = KernelCompiler.Compile(request);
        cycles[0] = Cycles(packages[0]!);
        Parallel.For(1, candidates, new System.Threading.Tasks.ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, candidate =>
        {
            packages[candidate] = TryCompile(request, candidate);
            if (packages[candidate] is { } package) cycles[candidate] = Cycles(package);
        });
        var best = 0;
        for (var candidate = 0; candidate < candidates; candidate++)
        {
            if (packages[candidate] is null) continue;
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"candidate {candidate}: {Text(cycles[candidate])}"));
            if (cycles[candidate] < cycles[best]) best = candidate;
        }

        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"chosen: candidate {best}"));
        return packages[best]! with { Key = CompileKeys.Of(request) };
    }

    private static string Text(long cycles) =>
        cycles == long.MaxValue ? "does not run to its end" : string.Create(CultureInfo.InvariantCulture, $"{cycles} cycles");

    private static KernelPackage? TryCompile(CompileRequest request, int candidate)
    {
        try
        {
            return KernelCompiler.Compile(request with { Options = request.Options with { TileCandidate = candidate }, Dump = null });
        }
        catch (CompileException)
        {
            return null;
        }
    }

    private long Cycles(KernelPackage package)
    {
        var spec = system.Machine;
        var producer = PackageInput.Open(package, shape, new ProducerOptions());
        using var source = new TraceWorkSource(
            spec.Scheduler, spec.Cores, [new TraceRequest(producer, package.Module.Name)], spec.Dma.InjectionPorts, spec.Dma.RequestBytes);
        try
        {
            return Simulation.Run(MachineBuilder.Build(spec, source), Synchronizers.Create(Synchronizers.Sequential)).Cycles;
        }
        catch (FrozenException)
        {
            return long.MaxValue;
        }
    }
}
