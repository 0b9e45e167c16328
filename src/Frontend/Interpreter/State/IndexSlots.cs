using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Frontend.Interpreter.State;

/// <summary>Where the value of each variable of a module lies: sizes first, then the loops of all kernels.</summary>
internal sealed class IndexSlots
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    public IndexSlots(Module module)
    {
        foreach (var size in module.Sizes) _slots.TryAdd(size.Name, _slots.Count);
        foreach (var loop in module.Kernels.SelectMany(k => k.Body.All()).OfType<Loop>()) _slots.TryAdd(loop.Var.Name, _slots.Count);
    }

    public int Count => _slots.Count;

    public int Of(IndexVar variable) => _slots.TryGetValue(variable.Name, out var slot)
        ? slot
        : throw new CompileException(FunctionalCodes.Malformed, "", $"variable '{variable}' is neither a size of the module nor a loop");
}
