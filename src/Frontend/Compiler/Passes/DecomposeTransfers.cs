using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>
/// Makes every transfer one of at most 4 axes: axes of one index are dropped, and what is still too many becomes inner loops around one
/// descriptor, whose DRAM place is one affine expression of their variables (PyTorchSim's frontend, section 3). Outer axes are peeled
/// first, but neither the lane axis nor, where there is a choice, a bounded one. The bounds of a dropped or peeled axis empty the box
/// of the rest. A peeled load is synchronous: one semaphore cannot wait for all its pieces; its waits go.
/// </summary>
public sealed class DecomposeTransfers : IPass<Module, Module>
{
    public const int MaxRank = 4;

    public static readonly DiagnosticCode LaneAxisPeeled = new("SIM3001", "lane axis in the peeled part of a transfer");
    public static readonly DiagnosticCode WrongSubtile = new("SIM3002", "subtile of another rank than its transfer");

    public string Name => "decompose-transfers";

    public Module Run(Module input, DiagnosticBag diagnostics)
    {
        var names = new LoopNames(input);
        return input.ReplaceKernels(kernel => Rewrite(kernel, names, diagnostics));
    }

    private static Kernel Rewrite(Kernel kernel, LoopNames names, DiagnosticBag diagnostics)
    {
        var asynchronous = AsyncLoads(kernel);
        var result = kernel.ReplaceBody(kernel.Body.Rewrite(statement => statement is Transfer transfer
            ? [new TransferPeel(kernel, transfer, names, diagnostics).Result()]
            : [statement]));
        var left = AsyncLoads(result);
        asynchronous.ExceptWith(left);
        return asynchronous.Count == 0
            ? result
            : result.ReplaceBody(result.Body.Rewrite(s => s is Wait wait && asynchronous.Contains((wait.Tag, wait.Buffer)) ? [] : [s]));
    }

    private static HashSet<(int Tag, int Buffer)> AsyncLoads(Kernel kernel) =>
        [.. kernel.Body.All().OfType<Transfer>().Where(t => t.IsAsync).Select(t => (t.Tag, t.Buffer))];
}
