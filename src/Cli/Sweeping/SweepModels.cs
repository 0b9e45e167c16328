using System.Collections.Concurrent;
using System.Globalization;
using ActorSim.Cli.Compiling;
using ActorSim.Cli.Configuration;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Operators;

namespace ActorSim.Cli.Sweeping;

/// <summary>The model of a sweep, compiled once for each of its sizes and each kind of core: most points share one.</summary>
internal sealed class SweepModels(string path)
{
    private readonly ConcurrentDictionary<(string Shape, MachineFacts Core), Lazy<CompiledModel>> _compiled = new();

    public CompiledModel Of(SweepPoint point)
    {
        var shape = string.Join(',', point.Shape.OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key}={s.Value}")));
        var core = KernelMachine.Read(point.System.Tree);
        return _compiled.GetOrAdd((shape, core), _ => new(() => ModelFile.Compile(path, point.Shape, core))).Value;
    }
}
