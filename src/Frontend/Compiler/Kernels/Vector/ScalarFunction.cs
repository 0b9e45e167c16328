using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>
/// A named function of scalars. Float operands of 16 bits are widened to f32 before, so the result is rounded once.
/// </summary>
/// <param name="Name">As in <c>-D op=NAME</c>.</param>
/// <param name="Arity">Number of operands.</param>
/// <param name="Constants">Default values of its constants, e.g. the slope of leakyrelu.</param>
/// <param name="Apply">The code; operands, then constants.</param>
/// <param name="IsTest">The result is of type bool.</param>
public sealed record ScalarFunction(
    string Name, int Arity, IReadOnlyList<double> Constants, Func<LoopValue[], IReadOnlyList<double>, LoopValue> Apply, bool IsTest = false);
