using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>
/// Makes preloads and matmuls of tile products (PyTorchSim's frontend, 5): for each block of weights, columns outside and depth inside, wait
/// for it and preload it; for each piece of rows, wait for it and stream it. Loops around a product on which its weights do not depend (the
/// output pixels of a convolution) go under the preload. What cannot be lowered is an error: a product is never skipped.
/// </summary>
public sealed class SystolicLowering : IPass<Module, Module>
{
    public static readonly DiagnosticCode NotWritten = new("SIM4001", "an operand of a matrix product is never written");
    public static readonly DiagnosticCode NotMultiple = new("SIM4002", "a tile is larger than the array and not a multiple of it");
    public static readonly DiagnosticCode DepthDisagrees = new("SIM4003", "the operands' subtiles disagree on the depth");
    public static readonly DiagnosticCode BadLayout = new("SIM4004", "an operand lies in the wrong lanes for the array");
    public static readonly DiagnosticCode BadType = new("SIM4005", "the array cannot multiply or sum these types");
    public static readonly DiagnosticCode Outside = new("SIM4006", "an operand reaches outside its buffer");
    public static readonly DiagnosticCode Misaligned = new("SIM4007", "subtiles and array blocks do not fit together");
    public static readonly DiagnosticCode NotWaited = new("SIM4008", "an accumulator is loaded but not waited for");

    public string Name => "systolic-lowering";

    public Module Run(Module input, DiagnosticBag diagnostics)
    {
        var names = new FreshNames(input);
        return input.ReplaceKernels(kernel =>
            kernel.ReplaceBody(new KernelLowering(kernel, input.Machine, names, diagnostics).Lower(kernel.Body)));
    }
}
