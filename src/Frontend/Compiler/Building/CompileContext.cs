using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Building;

/// <summary>What every builder is given: the machine, the options, and where to report.</summary>
public sealed record CompileContext(MachineFacts Machine, CompileOptions Options, DiagnosticBag Diagnostics);
