using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>The sizes of a module for one run.</summary>
public static class ShapeArguments
{
    /// <summary>What the module takes, in its order.</summary>
    public static SizeRange[] Ranges(Module module) => [.. module.Sizes.Select(s => new SizeRange(s.Name, s.Min, s.Max, s.DivisibleBy))];

    /// <summary>The values in the order of the module's sizes; all problems are reported together, and then the result is not used.</summary>
    public static long[] Bind(Module module, IEnumerable<KeyValuePair<string, long>> given, DiagnosticBag diagnostics)
    {
        var problems = new List<SizeProblem>();
        var values = SizeBinding.Bind(Ranges(module), given, problems);
        var names = module.Sizes.IsEmpty ? "; all its shapes are fixed" : $"; its sizes are {string.Join(", ", module.Sizes.Select(s => s.Name))}";
        foreach (var problem in problems)
            diagnostics.Error(CodeOf(problem.Fault), module.Name, problem.Text + (problem.Fault == SizeFault.Unknown ? names : ""));
        return [.. module.Sizes.Select(s => values.GetValueOrDefault(s.Name, Math.Max(1, s.Min)))];
    }

    private static DiagnosticCode CodeOf(SizeFault fault) => fault switch
    {
        SizeFault.Missing => ProducerDiagnostics.MissingShape,
        SizeFault.Unknown => ProducerDiagnostics.UnknownShape,
        _ => ProducerDiagnostics.ShapeValue,
    };
}
