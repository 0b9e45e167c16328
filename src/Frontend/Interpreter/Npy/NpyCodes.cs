using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Interpreter.Npy;

/// <summary>What can be wrong with a NumPy file.</summary>
public static class NpyCodes
{
    public static readonly DiagnosticCode NotNpy = new("SIM7101", "not a NumPy file");
    public static readonly DiagnosticCode BadHeader = new("SIM7102", "bad header of a NumPy file");
    public static readonly DiagnosticCode BadType = new("SIM7103", "element type of a NumPy file is not supported");
    public static readonly DiagnosticCode Truncated = new("SIM7104", "NumPy file has too few or too many bytes");
}
