using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>
/// Passes in order over a module. After the input and after each pass the module is shown to <see cref="Dump"/> and checked by
/// <see cref="Verify"/>. The first pass that reports an error is the last that runs: what follows would only report its consequences.
/// </summary>
public sealed class PassPipeline(ImmutableArray<IPass<Module, Module>> passes)
{
    public ImmutableArray<IPass<Module, Module>> Passes { get; } = passes;

    /// <summary>Called with a number from 0, the name of the pass ("input" for 0), and the module.</summary>
    public Action<int, string, Module>? Dump { get; init; }

    /// <summary>Reports what is wrong with a module after the pass of that name.</summary>
    public Action<string, Module, DiagnosticBag>? Verify { get; init; }

    /// <summary>The lowered module; not to be used if the bag has errors.</summary>
    public Module Run(Module input, DiagnosticBag diagnostics)
    {
        var module = input;
        Check(0, "input", module, diagnostics);
        for (var n = 0; n < Passes.Length && !diagnostics.HasErrors; n++)
        {
            module = Passes[n].Run(module, diagnostics);
            Check(n + 1, Passes[n].Name, module, diagnostics);
        }

        return module;
    }

    private void Check(int number, string name, Module module, DiagnosticBag diagnostics)
    {
        Dump?.Invoke(number, name, module);
        if (!diagnostics.HasErrors) Verify?.Invoke(name, module, diagnostics);
    }
}
