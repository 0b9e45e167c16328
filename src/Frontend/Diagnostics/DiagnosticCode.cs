namespace ActorSim.Frontend.Diagnostics;

/// <summary>
/// A stable code such as SIM2003 with its one-line title. Ranges: 1xxx input and options, 2xxx kernels and index expressions, 3xxx
/// transfers, 4xxx systolic lowering, 5xxx tiling and padding, 6xxx producer, packages and cost tables, 7xxx functional run, 8xxx models.
/// All codes are listed in docs/diagnostics.md (a test compares).
/// </summary>
public sealed record DiagnosticCode(string Id, string Title);
