using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Building;

/// <summary>
/// A module under construction: kernels are appended in an order in which they may run; which earlier kernels each must wait for follows
/// from the tensors they read and write.
/// </summary>
public sealed class ModuleBuilder(string name, MachineFacts machine)
{
    private readonly SortedDictionary<string, IndexVar> _sizes = new(StringComparer.Ordinal);
    private readonly List<IndexVar> _sizeOrder = [];
    private readonly List<TensorDecl> _tensors = [];
    private readonly List<Kernel> _kernels = [];
    private readonly Dictionary<int, List<int>> _loaders = [];
    private readonly Dictionary<int, List<int>> _storers = [];
    private readonly SortedDictionary<string, int> _names = new(StringComparer.Ordinal);

    public MachineFacts Machine => machine;

    public IReadOnlyList<TensorDecl> Tensors => _tensors;

    /// <summary>Kernels appended so far.</summary>
    public int KernelCount => _kernels.Count;

    /// <summary>The size of that name, declared on first use (later facts about it are ignored).</summary>
    public IndexVar Size(string sizeName, long min = 1, long max = long.MaxValue, long divisibleBy = 1)
    {
        if (_sizes.TryGetValue(sizeName, out var known)) return known;
        var size = IndexVar.Size(sizeName, min, max, divisibleBy);
        _sizes.Add(sizeName, size);
        _sizeOrder.Add(size);
        return size;
    }

    /// <summary>A new tensor; every size in its shape must have been declared.</summary>
    /// <exception cref="ArgumentException">A size is unknown.</exception>
    public TensorDecl Tensor(string tensorName, ElementType type, IEnumerable<IndexExpr> shape, TensorRole role)
    {
        var tensor = new TensorDecl(_tensors.Count, Unique(tensorName), type, [.. shape], role);
        foreach (var size in tensor.Shape.SelectMany(e => e.Variables()))
            if (!_sizes.ContainsKey(size.Name))
                throw new ArgumentException($"tensor '{tensorName}' has a size '{size}' that is not declared");
        _tensors.Add(tensor);
        return tensor;
    }

    /// <summary>A loop variable with a name of its own in the module.</summary>
    public IndexVar LoopVar(string prefix, IndexExpr extent, long step = 1) => IndexVar.Loop(Unique(prefix), extent, step);

    /// <summary>A name no one else in the module has: the prefix, or the prefix with a number.</summary>
    public string Unique(string prefix)
    {
        var count = _names.GetValueOrDefault(prefix);
        _names[prefix] = count + 1;
        return count == 0 ? prefix : Unique($"{prefix}_{count}");
    }

    /// <summary>Appends a kernel; its dependences are worked out here.</summary>
    public void Add(Kernel kernel)
    {
        var uses = TensorUses.Of(kernel);
        // Whoever loads or stores waits for those that stored, whoever stores also for those that loaded.
        var waits = new SortedSet<int>(uses.Loads.Union(uses.Stores).SelectMany(t => Users(_storers, t)));
        waits.UnionWith(uses.Stores.SelectMany(t => Users(_loaders, t)));
        foreach (var tensor in uses.Loads) Users(_loaders, tensor).Add(_kernels.Count);
        foreach (var tensor in uses.Stores) Users(_storers, tensor).Add(_kernels.Count);
        _kernels.Add(kernel with { Name = Unique(kernel.Name), DependsOn = [.. waits] });
    }

    public Module Build() => new(name, machine, [.. _sizeOrder], [.. _tensors], [.. _kernels]);

    private static List<int> Users(Dictionary<int, List<int>> users, int tensor) =>
        users.TryGetValue(tensor, out var kernels) ? kernels : users[tensor] = [];
}
