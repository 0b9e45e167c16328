using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// Every transfer's address is base + sum of stride * index: a floor division or remainder of a loop index that is left in one is an error,
/// as nothing behind this point could render it.
/// </summary>
public sealed class AffineContract : IPass<Module, Module>
{
    public static readonly DiagnosticCode Residual = new("SIM2003", "a floor division or remainder is left in a transfer's address");

    public string Name => "affine-contract";

    public Module Run(Module input, DiagnosticBag diagnostics)
    {
        foreach (var kernel in input.Kernels)
            foreach (var transfer in kernel.Body.All().OfType<Transfer>())
                foreach (var address in transfer.Axes.Select(a => a.DramStride).Prepend(transfer.Base).Where(HasDigits))
                    diagnostics.Error(Residual, kernel.Name,
                        $"the address {address} of tensor '{input.Tensors[transfer.Tensor].Name}' is not affine in the loops; "
                        + "split the loop at the divisor, or copy the tensor into the order in which it is read");
        return input;
    }

    private static bool HasDigits(IndexExpr address) =>
        IndexDigit.In(address).Any(d => d.Argument.Variables().Any(v => v.Kind == IndexVarKind.Loop));
}
