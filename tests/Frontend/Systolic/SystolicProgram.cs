using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Kernels;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Compiler.Passes;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Tests.Systolic;

/// <summary>Compiles a builtin with "NAME=VALUE" parameters down to preloads and matmuls.</summary>
internal static class SystolicProgram
{
    public static Module Lower(string builtin, string parameters, MachineFacts machine, CompileOptions? options = null)
    {
        var module = TryLower(builtin, parameters, machine, options, out var diagnostics);
        diagnostics.ThrowIfErrors();
        return module;
    }

    public static Module TryLower(
        string builtin, string parameters, MachineFacts machine, CompileOptions? options, out DiagnosticBag diagnostics)
    {
        diagnostics = new DiagnosticBag();
        var kernel = BuiltinCatalog.Find(builtin) ?? throw new ArgumentException($"no builtin '{builtin}'", nameof(builtin));
        var given = parameters.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2)).Select(p => KeyValuePair.Create(p[0], p[1]));
        var module = kernel.Build(new BuiltinArguments(kernel, given, diagnostics),
            new CompileContext(machine, options ?? new CompileOptions(), diagnostics));
        return diagnostics.HasErrors ? module : Lower(module, diagnostics);
    }

    public static Module Lower(Module module, DiagnosticBag diagnostics)
    {
        module = new DecomposeTransfers().Run(module, diagnostics);
        module = new FineGrainedDma().Run(module, diagnostics);
        module = new SystolicLowering().Run(module, diagnostics);
        return new NumberComputes().Run(module, diagnostics);
    }
}
