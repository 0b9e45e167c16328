using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>New loop variables with names that the module does not have yet.</summary>
internal sealed class LoopNames
{
    private readonly HashSet<string> _used;

    public LoopNames(Module module)
    {
        _used = [.. module.Sizes.Select(s => s.Name)];
        foreach (var loop in module.Kernels.SelectMany(k => k.Body.All()).OfType<Loop>()) _used.Add(loop.Var.Name);
    }

    /// <summary>A variable over [0, extent) named after the prefix.</summary>
    public IndexVar Next(string prefix, IndexExpr extent, long step = 1)
    {
        var name = prefix;
        for (var n = 0; !_used.Add(name); n++) name = $"{prefix}_{n}";
        return IndexVar.Loop(name, extent, step);
    }
}
