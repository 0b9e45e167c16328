using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>
/// Which intermediate tensors of a module may lie in the same place. Kernels that do not wait for each other may run at the same time, in
/// any order: what counts is not the order of the module but that every kernel that uses the one tensor ends before any that uses the
/// other begins.
/// </summary>
internal sealed class TensorLifetimes
{
    private readonly ulong[]?[] _users;
    private readonly ulong[]?[] _before;

    public TensorLifetimes(Module module)
    {
        var ancestors = new KernelAncestors(module);
        var kernels = new List<int>[module.Tensors.Length];
        for (var t = 0; t < kernels.Length; t++) kernels[t] = [];
        for (var k = 0; k < module.Kernels.Length; k++)
        {
            var uses = TensorUses.Of(module.Kernels[k]);
            foreach (var tensor in uses.Loads.Union(uses.Stores)) kernels[tensor].Add(k);
        }

        _users = new ulong[kernels.Length][];
        _before = new ulong[kernels.Length][];
        for (var t = 0; t < kernels.Length; t++)
        {
            if (module.Tensors[t].Role != TensorRole.Intermediate) continue;
            _before[t] = ancestors.Common(kernels[t]);
            var users = _users[t] = new ulong[ancestors.Words];
            foreach (var kernel in kernels[t]) KernelAncestors.Add(users, kernel);
        }
    }

    /// <summary>False for tensors that are there before or after the module runs.</summary>
    public bool EndsInside(int tensor) => _users[tensor] is not null;

    /// <summary>True if one of the two is dead whenever the other is in use.</summary>
    public bool AreApart(int a, int b) => _users[a] is { } first && _users[b] is { } second
        && (KernelAncestors.IsSubset(first, _before[b]!) || KernelAncestors.IsSubset(second, _before[a]!));
}
