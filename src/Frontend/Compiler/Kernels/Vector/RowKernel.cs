using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>
/// A kernel that walks several times over rows: the points of <c>axes</c> of an input, for every point of its other axes. Passes share
/// the row's axes, so a row that fits the scratchpad is loaded once.
/// </summary>
internal sealed class RowKernel
{
    private readonly LoopKernelBuilder _kernel;
    private readonly TensorView _input;
    private readonly ImmutableArray<IndexVar> _inner;
    private readonly bool[] _isRow;

    public RowKernel(ModuleBuilder module, CompileContext context, string name, TensorView input, IReadOnlyList<int> axes)
    {
        (_kernel, _input) = (new LoopKernelBuilder(module, context, name), input);
        var rowAxes = Shapes.Axes(axes, input.Rank);
        _isRow = [.. Enumerable.Range(0, input.Rank).Select(rowAxes.Contains)];
        Index = [.. input.Shape.Select((e, k) => (IndexExpr)(_isRow[k] ? _kernel.Inner(e) : _kernel.Parallel(e)))];
        _inner = [.. Index.Where((_, k) => _isRow[k]).Select(e => e.AsVariable!)];
    }

    /// <summary>The point in the input.</summary>
    public ImmutableArray<IndexExpr> Index { get; }

    /// <summary>Position in the row.</summary>
    public IndexExpr RowIndex => TensorView.RowMajor(
        [.. _input.Shape.Where((_, k) => _isRow[k])], [.. Index.Where((_, k) => _isRow[k])]);

    /// <summary>Points of a row.</summary>
    public IndexExpr Count => TensorView.Product(_input.Shape.Where((_, k) => _isRow[k]));

    public LoopKernelBuilder Kernel => _kernel;

    /// <summary>Combines a function of the input's elements over the row.</summary>
    public LoopValue Reduce(ReduceKind kind, Func<LoopValue, LoopValue> term)
    {
        var stage = _kernel.Stage(_inner);
        return stage.Reduce(kind, term(stage.Load(_input, Index)));
    }

    /// <summary>A value for each row, from values for each row.</summary>
    public LoopValue PerRow(IReadOnlyList<LoopValue> values, Func<LoopValue[], LoopValue> code)
    {
        var stage = _kernel.Stage();
        return stage.Keep(code([.. values.Select(stage.Value)]));
    }

    /// <summary>The mean of every row, in the accumulator's type (floats of 16 bits: f32).</summary>
    public LoopValue Mean(long lessCount)
    {
        var sum = Reduce(ReduceKind.Sum, x => Real(x));
        return PerRow([sum], x => DividedByCount(x[0], lessCount));
    }

    /// <summary>The sum of squared distances from the mean, and that by the number of points.</summary>
    public (LoopValue Sum, LoopValue Scaled) Variance(LoopValue mean)
    {
        var sum = Reduce(ReduceKind.Sum, x =>
        {
            var distance = Real(x) - x.Stage.Value(mean);
            return distance * distance;
        });
        return (sum, PerRow([sum], x => DividedByCount(x[0], 0)));
    }

    /// <summary>A value divided by (points of a row - less).</summary>
    public LoopValue DividedByCount(LoopValue value, long less)
    {
        var count = Count - less;
        var divisor = count.TryConstant(out var known)
            ? value.Stage.Constant(value.Type, known)
            : value.Stage.Index(count).Cast(value.Type);
        return value / divisor;
    }

    /// <summary>Stores one value for each row; the output has the rows' axes dropped or with extent 1.</summary>
    public void StoreRow(TensorView output, LoopValue value)
    {
        var stage = _kernel.Stage();
        var dropped = Index.Where((_, k) => !_isRow[k]).ToList();
        var kept = Index.Select((e, k) => _isRow[k] ? IndexExpr.Zero : e).ToList();
        stage.Store(output, output.Rank == _input.Rank ? kept : dropped, stage.Value(value));
    }

    /// <summary>Stores a value for each element of the input; code gets the element.</summary>
    public void StoreAll(TensorView output, Func<LoopValue, LoopValue> code)
    {
        var stage = _kernel.Stage(_inner);
        stage.Store(output, Index, code(stage.Load(_input, Index)));
    }

    public void Emit() => _kernel.Emit();

    /// <summary>The value as a float of at least 32 bits.</summary>
    public static LoopValue Real(LoopValue x) => x.Type is ElementType.F64 or ElementType.F32 ? x : x.Cast(ElementType.F32);
}
