using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Loops of a normalization: statistics over inner axes, then every element once more. Statistics are kept in f32 (f64 for f64).</summary>
internal sealed class StatisticsLoops
{
    private readonly LoopKernelBuilder _kernel;
    private readonly List<IndexVar> _inner = [];
    private readonly int[] _kept;
    private readonly IndexExpr _count = IndexExpr.One;

    /// <summary>Inner are all axes from <paramref name="firstInner"/> on.</summary>
    public StatisticsLoops(LoweringContext lowering, GraphNode node, IReadOnlyList<IndexExpr> shape, int firstInner)
        : this(lowering, node, shape, [.. Enumerable.Range(firstInner, Math.Max(0, shape.Count - firstInner))])
    {
    }

    private StatisticsLoops(LoweringContext lowering, GraphNode node, IReadOnlyList<IndexExpr> shape, int[] inner)
    {
        _kernel = lowering.Kernel(node.Name);
        _kept = [.. Enumerable.Range(0, shape.Count).Except(inner)];
        Index = new IndexExpr[shape.Count];
        for (var axis = 0; axis < shape.Count; axis++)
        {
            if (!inner.Contains(axis))
            {
                Index[axis] = _kernel.Parallel(shape[axis]);
                continue;
            }

            _inner.Add(_kernel.Inner(shape[axis]));
            Index[axis] = _inner[^1];
            _count *= shape[axis];
        }
    }

    /// <summary>Index of an element, over all axes.</summary>
    public IndexExpr[] Index { get; }

    public static StatisticsLoops Over(LoweringContext lowering, GraphNode node, IReadOnlyList<IndexExpr> shape, int[] inner) =>
        new(lowering, node, shape, inner);

    /// <summary>
    /// Mean and 1 / sqrt(variance + epsilon): the mean first, then the deviations from it. A mean that is large beside the deviations is
    /// only known to its last place; what is missing is the mean of the deviations, the rest.
    /// </summary>
    public Statistics MeanAndInverse(TensorView input, double epsilon)
    {
        var mean = Mean(Sum(s => Wide(s.Load(input, Index)), x => x));
        var stage = _kernel.Stage(_inner);
        var deviation = Wide(stage.Load(input, Index)) - stage.Value(mean);
        var (sum, squares) = (stage.Reduce(ReduceKind.Sum, deviation), stage.Reduce(ReduceKind.Sum, deviation * deviation));
        stage = _kernel.Stage();
        var rest = stage.Value(sum) / Count(stage, sum.Type);
        var variance = (stage.Value(squares) / Count(stage, squares.Type) - rest * rest).Binary(BinaryKind.Max, 0);
        return new Statistics(mean, stage.Keep(rest), stage.Keep((variance + epsilon).Unary(UnaryKind.Sqrt).Unary(UnaryKind.Reciprocal)));
    }

    /// <summary>1 / sqrt(mean square + epsilon).</summary>
    public LoopValue InverseRoot(TensorView input, double epsilon)
    {
        var squares = Sum(s => Wide(s.Load(input, Index)), x => x * x);
        var stage = _kernel.Stage();
        return stage.Keep((stage.Value(squares) / Count(stage, squares.Type) + epsilon).Unary(UnaryKind.Sqrt).Unary(UnaryKind.Reciprocal));
    }

    /// <summary>Mean and variance (of the whole population).</summary>
    public (LoopValue Mean, LoopValue Variance) MeanAndVariance(TensorView input)
    {
        var mean = Mean(Sum(s => Wide(s.Load(input, Index)), x => x));
        return (mean, Mean(Sum(s => Wide(s.Load(input, Index)) - s.Value(mean), x => x * x)));
    }

    /// <summary>The greatest element, and the sum of exp(element - greatest).</summary>
    public (LoopValue Greatest, LoopValue Powers) GreatestAndPowers(TensorView input)
    {
        var stage = _kernel.Stage(_inner);
        var greatest = stage.Reduce(ReduceKind.Max, stage.Load(input, Index));
        return (greatest, Sum(s => s.Load(input, Index) - s.Value(greatest), x => x.Unary(UnaryKind.Exp)));
    }

    /// <summary>A stage that sums a function of a value over the inner axes.</summary>
    public LoopValue Sum(Func<LoopStageBuilder, LoopValue> load, Func<LoopValue, LoopValue> map)
    {
        var stage = _kernel.Stage(_inner);
        return stage.Reduce(ReduceKind.Sum, map(load(stage)));
    }

    /// <summary>A stage with one point for each group.</summary>
    public LoopStageBuilder Outer() => _kernel.Stage();

    /// <summary>The stage that visits every element once more.</summary>
    public LoopStageBuilder Last() => _kernel.Stage(_inner);

    /// <summary>Stores a statistic to a tensor that has extent 1 along the inner axes.</summary>
    public void StoreStatistics(TensorDecl? output, LoopValue statistic, LoopValue? rest = null)
    {
        if (output is null) return;
        var stage = _kernel.Stage();
        var value = stage.Value(statistic);
        if (rest is { } more) value += stage.Value(more);
        stage.Store(output, [.. Index.Select((e, axis) => _kept.Contains(axis) ? e : IndexExpr.Zero)], value);
    }

    public void Emit() => _kernel.Emit();

    internal static LoopValue Wide(LoopValue value) => value.Type == ElementType.F64 ? value : value.Cast(ElementType.F32);

    private LoopValue Mean(LoopValue sum)
    {
        var stage = _kernel.Stage();
        return stage.Keep(stage.Value(sum) / Count(stage, sum.Type));
    }

    private LoopValue Count(LoopStageBuilder stage, ElementType type) => stage.Index(_count).Cast(type);
}

/// <summary>Of a group of elements: mean and rest together are the mean.</summary>
internal readonly record struct Statistics(LoopValue Mean, LoopValue Rest, LoopValue Inverse)
{
    /// <summary>(x - mean) / deviation.</summary>
    public LoopValue Normal(LoopValue x) => (StatisticsLoops.Wide(x) - x.Stage.Value(Mean) - x.Stage.Value(Rest)) * x.Stage.Value(Inverse);
}
