using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Cost.Tables;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Trace.Tools;
using ActorSim.Trace.Writing;
using Xunit;

namespace ActorSim.Frontend.Tests.Emission;

/// <summary>Packages and traces for the tests.</summary>
internal static class Compiled
{
    public static KeyValuePair<string, string>[] Parameters(string definitions) =>
        [.. definitions.Split(',').Select(d => d.Split('=')).Select(d => KeyValuePair.Create(d[0], d[1]))];

    public static CompileRequest Request(string builtin, string definitions, MachineFacts? machine = null) =>
        new("builtin:" + builtin, [.. Parameters(definitions)], machine ?? MachineFacts.TpuV3, new CompileOptions());

    public static KernelPackage Package(string builtin, string definitions, MachineFacts? machine = null, CostTable? costs = null) =>
        KernelCompiler.Compile(Request(builtin, definitions, machine) with { CostTable = costs });

    /// <summary>The trace's bytes; they are valid.</summary>
    public static byte[] Trace(KernelPackage package, ProducerOptions? options, params long[] sizes)
    {
        using var stream = new MemoryStream();
        using (var writer = new TraceWriter(stream))
        using (var producer = new TraceProducer(ModulePlan.Of(package.Module, package.Costs), sizes, options))
            producer.EmitTo(writer);
        stream.Position = 0;
        var check = TraceValidator.Check(stream, "emitted");
        Assert.True(check.IsValid, string.Join('\n', check.Problems.Select(p => p.Message)));
        return stream.ToArray();
    }

    public static byte[] Trace(KernelPackage package, params long[] sizes) => Trace(package, null, sizes);

    public static CountingSink Count(KernelPackage package, params long[] sizes)
    {
        var sink = new CountingSink();
        using var producer = new TraceProducer(ModulePlan.Of(package.Module, package.Costs), sizes);
        producer.EmitTo(sink);
        return sink;
    }
}
