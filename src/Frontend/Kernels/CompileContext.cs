using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Ir;

namespace ActorSim.Frontend.Kernels;

/// <summary>What every builder is given: the machine, the options, and where to report.</summary>
public sealed record CompileContext(MachineFacts Machine, CompileOptions Options, DiagnosticBag Diagnostics);
