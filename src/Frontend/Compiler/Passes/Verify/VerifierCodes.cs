using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Passes.Verify;

/// <summary>What the verifier finds.</summary>
public static class VerifierCodes
{
    public static readonly DiagnosticCode BadId = new("SIM2101", "ids are not dense, or a name is used twice");
    public static readonly DiagnosticCode UnknownReference = new("SIM2102", "reference to something that does not exist");
    public static readonly DiagnosticCode OutOfBounds = new("SIM2103", "index certainly outside a buffer");
    public static readonly DiagnosticCode ForeignLane = new("SIM2104", "vector computation touches another lane");
    public static readonly DiagnosticCode BadType = new("SIM2105", "types do not fit");
    public static readonly DiagnosticCode Unpaired = new("SIM2106", "wait without load, or asynchronous load without wait");
    public static readonly DiagnosticCode TooManyAxes = new("SIM2107", "transfer of more axes than the DMA has");
    public static readonly DiagnosticCode SpadOverflow = new("SIM2108", "buffers do not fit the scratchpad");
    public static readonly DiagnosticCode BadLoop = new("SIM2109", "loop structure");
    public static readonly DiagnosticCode NotLowered = new("SIM2110", "statement that lowering should have replaced");
    public static readonly DiagnosticCode ArrayOverflow = new("SIM2111", "operation larger than the systolic array");
    public static readonly DiagnosticCode BadShape = new("SIM2112", "shape, extent or stride out of range");
}
