using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>Writes one <see cref="LoopKernel"/> and appends its tiled form to the module.</summary>
public sealed class LoopKernelBuilder(ModuleBuilder module, CompileContext context, string name)
{
    private readonly List<IndexVar> _axes = [];
    private readonly List<LoopStageBuilder> _stages = [];

    public ModuleBuilder Module => module;

    /// <summary>The parallel axes so far.</summary>
    public IReadOnlyList<IndexVar> Axes => _axes;

    /// <summary>A new parallel axis, inside the ones made before.</summary>
    public IndexVar Parallel(IndexExpr extent)
    {
        var axis = Axis("p", extent);
        _axes.Add(axis);
        return axis;
    }

    /// <summary>A parallel axis for each extent.</summary>
    public ImmutableArray<IndexExpr> ParallelAll(IEnumerable<IndexExpr> extents) => [.. extents.Select(e => (IndexExpr)Parallel(e))];

    /// <summary>An axis for stages to iterate over.</summary>
    public IndexVar Inner(IndexExpr extent) => Axis("r", extent);

    /// <summary>A new stage, after those made before.</summary>
    public LoopStageBuilder Stage(params IEnumerable<IndexVar> inner)
    {
        var stage = new LoopStageBuilder(this, _stages.Count, [.. inner]);
        _stages.Add(stage);
        return stage;
    }

    public LoopKernel Build() => new(name, [.. _axes], [.. _stages.Select(s => s.Build())]);

    /// <summary>Lowers the kernel (axis split, copies where needed, tiling) and appends it.</summary>
    public void Emit() => LoopLowering.Append(Build(), module, context);

    private IndexVar Axis(string prefix, IndexExpr extent)
    {
        if (extent.Range.Max < 1) throw new ArgumentException($"kernel '{name}': an axis has extent {extent}, must be 1 or more");
        return IndexVar.Loop(module.Unique(prefix), extent);
    }
}
