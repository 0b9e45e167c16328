namespace ActorSim.Frontend.Diagnostics;

/// <summary>One finding of a compile: what is wrong, where (kernel, statement or file place), and what to do about it.</summary>
public sealed record Diagnostic(DiagnosticCode Code, DiagnosticSeverity Severity, string Where, string Message)
{
    public override string ToString() =>
        $"{Code.Id}: {(Where.Length == 0 ? "" : Where + ": ")}{Message}";
}
