namespace ActorSim.Frontend.Diagnostics;

/// <summary>A compile (or emit, or functional run) that cannot succeed with this input; carries all findings. Exit code 2.</summary>
public sealed class CompileException(IReadOnlyList<Diagnostic> diagnostics)
    : Exception(string.Join(Environment.NewLine, diagnostics.Select(d => d.ToString())))
{
    public CompileException(DiagnosticCode code, string where, string message)
        : this([new Diagnostic(code, DiagnosticSeverity.Error, where, message)])
    {
    }

    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
}
