using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>One step of the compiler. Reports problems to the bag instead of throwing; its output after an error is not used.</summary>
public interface IPass<in TIn, out TOut>
{
    /// <summary>Name in dumps and messages, e.g. "systolic-lowering".</summary>
    string Name { get; }

    TOut Run(TIn input, DiagnosticBag diagnostics);
}
