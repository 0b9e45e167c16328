namespace ActorSim.Frontend.Diagnostics;

/// <summary>Collects all findings of a compile, so that they are reported together.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _all = [];

    public IReadOnlyList<Diagnostic> All => _all;

    public bool HasErrors => _all.Any(d => d.Severity == DiagnosticSeverity.Error);

    public void Error(DiagnosticCode code, string where, string message) =>
        _all.Add(new Diagnostic(code, DiagnosticSeverity.Error, where, message));

    public void Warning(DiagnosticCode code, string where, string message) =>
        _all.Add(new Diagnostic(code, DiagnosticSeverity.Warning, where, message));

    /// <exception cref="CompileException">There is an error.</exception>
    public void ThrowIfErrors()
    {
        if (HasErrors) throw new CompileException(_all);
    }
}
