using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter;

/// <summary>Values for a module's sizes, checked: all given, none unknown, each within what the module was compiled for.</summary>
internal static class SizeArguments
{
    public static void Bind(Module module, IReadOnlyDictionary<string, long> given, long[] values, IndexSlots slots, DiagnosticBag bag)
    {
        foreach (var size in module.Sizes)
        {
            if (!given.TryGetValue(size.Name, out var value))
            {
                bag.Error(FunctionalCodes.BadSize, module.Name, $"size {size.Name} is not given: --shape {size.Name}=...");
                value = Math.Max(size.Min, size.DivisibleBy);
            }

            Check(module, size, value, bag);
            values[slots.Of(size)] = value;
        }

        foreach (var name in given.Keys.Order(StringComparer.Ordinal).Where(n => module.Sizes.All(s => s.Name != n)))
        {
            var known = module.Sizes.IsEmpty ? "it takes none" : $"it takes {string.Join(", ", module.Sizes)}";
            bag.Error(FunctionalCodes.BadSize, module.Name, $"size {name} is not one of the program's; {known}");
        }
    }

    private static void Check(Module module, IndexVar size, long value, DiagnosticBag bag)
    {
        if (value < size.Min || value > size.Max)
        {
            var high = size.Max == long.MaxValue ? "" : $" and at most {size.Max}";
            bag.Error(FunctionalCodes.BadSize, module.Name, $"size {size.Name}={value} must be at least {size.Min}{high}");
        }
        else if (value % size.DivisibleBy != 0)
        {
            var message = $"size {size.Name}={value} must be a multiple of {size.DivisibleBy}: the program was compiled for such sizes";
            bag.Error(FunctionalCodes.BadSize, module.Name, message);
        }
    }
}
