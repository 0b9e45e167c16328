using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>What can be wrong with IR text.</summary>
public static class IrTextCodes
{
    public static readonly DiagnosticCode Syntax = new("SIM1201", "syntax of IR text");
    public static readonly DiagnosticCode Content = new("SIM1202", "operation of IR text is not understood");
}
