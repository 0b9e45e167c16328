using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>The sizes of a module for one run.</summary>
public static class ShapeArguments
{
    /// <summary>The values in the order of the module's sizes; all problems are reported together, and then the result is not used.</summary>
    public static long[] Bind(Module module, IEnumerable<KeyValuePair<string, long>> given, DiagnosticBag diagnostics)
    {
        var values = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (!values.TryAdd(name, value) && values[name] != value)
                diagnostics.Error(ProducerDiagnostics.ShapeValue, "--shape", $"{name} is given as {values[name]} and as {value}");
            if (!module.Sizes.Any(s => s.Name == name))
                diagnostics.Error(ProducerDiagnostics.UnknownShape, "--shape", $"'{name}' is not a size of '{module.Name}'; it has {Names(module)}");
        }

        return [.. module.Sizes.Select(size => Value(size, values, module, diagnostics))];
    }

    private static string Names(Module module) =>
        module.Sizes.IsEmpty ? "none: all its shapes are fixed" : string.Join(", ", module.Sizes.Select(s => s.Name));

    private static long Value(IndexVar size, Dictionary<string, long> values, Module module, DiagnosticBag diagnostics)
    {
        if (!values.TryGetValue(size.Name, out var value))
        {
            diagnostics.Error(ProducerDiagnostics.MissingShape, "--shape", $"'{size.Name}' of '{module.Name}' is missing: --shape {size.Name}=...");
            return Math.Max(1, size.Min);
        }

        var max = size.Max == long.MaxValue ? "" : $" to {size.Max}";
        if (value < size.Min || value > size.Max)
            diagnostics.Error(ProducerDiagnostics.ShapeValue, "--shape", $"{size.Name}={value} must be {(max.Length == 0 ? "at least " : "from ")}{size.Min}{max}");
        else if (value % size.DivisibleBy != 0)
            diagnostics.Error(ProducerDiagnostics.ShapeValue, "--shape", $"{size.Name}={value} must be a multiple of {size.DivisibleBy}: the package was compiled so");
        return value;
    }
}
