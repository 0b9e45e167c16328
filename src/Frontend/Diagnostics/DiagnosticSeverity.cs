namespace ActorSim.Frontend.Diagnostics;

/// <summary>Errors stop a compile; warnings do not.</summary>
public enum DiagnosticSeverity
{
    Warning,
    Error,
}
