using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>Gives every static compute operation of a kernel its id: dense from 0, in program order.</summary>
public sealed class NumberComputes : IPass<Module, Module>
{
    public string Name => "number-computes";

    public Module Run(Module input, DiagnosticBag diagnostics) => input.ReplaceKernels(Number);

    private static Kernel Number(Kernel kernel)
    {
        var next = 0;
        return kernel.ReplaceBody(kernel.Body.Rewrite(statement => statement switch
        {
            Compute compute => [compute with { Id = next++ }],
            Preload preload => [preload with { Id = next++ }],
            Matmul matmul => [matmul with { Id = next++ }],
            _ => [statement],
        }));
    }
}
