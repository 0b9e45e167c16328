namespace ActorSim.Frontend.Diagnostics;

/// <summary>One finding of a compile: what is wrong, where (kernel, statement or file place), and what to do about it.</summary>
public sealed record Diagnostic(DiagnosticCode Code, DiagnosticSeverity Severity, string Where, string Message)
{
    public override string ToString() =>
        $"{Code.Id}: {(Where.Length == 0 ? "" : Where + ": ")}{Message}";
}

/// <summary>
/// A stable code such as SIM2003 with its one-line title. Ranges: 1xxx input and options, 2xxx kernels and index expressions, 3xxx
/// transfers, 4xxx systolic lowering, 5xxx tiling and padding, 6xxx producer, packages and cost tables, 7xxx functional run, 8xxx models.
/// All codes are listed in docs/diagnostics.md (a test compares).
/// </summary>
public sealed record DiagnosticCode(string Id, string Title);

/// <summary>Errors stop a compile; warnings do not.</summary>
public enum DiagnosticSeverity
{
    Warning,
    Error,
}

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
