using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>Loop variables with names that no variable of the module has.</summary>
internal sealed class FreshNames
{
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _next = new(StringComparer.Ordinal);

    public FreshNames(Module module)
    {
        foreach (var size in module.Sizes) _used.Add(size.Name);
        foreach (var loop in module.Kernels.SelectMany(k => k.Body.All().OfType<Loop>())) _used.Add(loop.Var.Name);
    }

    public IndexVar Loop(string prefix, long trips)
    {
        var count = _next.GetValueOrDefault(prefix);
        string name;
        do name = count == 0 ? prefix : $"{prefix}_{count}";
        while (!_used.Add(name) && ++count > 0);
        _next[prefix] = count + 1;
        return IndexVar.Loop(name, trips);
    }
}
