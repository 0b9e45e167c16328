using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>Writes the scalar code of one stage.</summary>
public sealed class LoopStageBuilder
{
    private readonly LoopKernelBuilder _kernel;
    private readonly List<VectorOp> _ops = [];
    private readonly SortedDictionary<string, LoopSymbol> _symbols = new(StringComparer.Ordinal);

    internal LoopStageBuilder(LoopKernelBuilder kernel, int number, ImmutableArray<IndexVar> inner) =>
        (_kernel, Number, Inner) = (kernel, number, inner);

    public int Number { get; }

    public ImmutableArray<IndexVar> Inner { get; }

    /// <summary>An element of a view.</summary>
    public LoopValue Load(TensorView view, params IReadOnlyList<IndexExpr> index) => LoadGuarded(view, index, [], 0);

    /// <summary>An element of a view where all guards hold, else <paramref name="fill"/>.</summary>
    public LoopValue LoadGuarded(TensorView view, IReadOnlyList<IndexExpr> index, IEnumerable<LoopGuard> guards, double fill)
    {
        if (index.Count != view.Rank)
            throw new ArgumentException($"'{view.Tensor.Name}' has {view.Rank} axes but is read with {index.Count} indices");
        var offset = view.Offset(index);
        return Add(new LoopLoad(view.Type, view.Tensor, offset, [.. guards], Constants.Of(view.Type, fill), SymbolsOf(offset)));
    }

    /// <summary>
    /// An index symbol for an integer value, to be used in the index of a load or store. Values outside [0, limit) are refused when the
    /// program runs on numbers.
    /// </summary>
    public IndexExpr Symbol(LoopValue value, IndexExpr? limit = null)
    {
        var max = limit?.Range.Max is { } last and < long.MaxValue ? last - 1 : long.MaxValue;
        var symbol = new IndexVar(_kernel.Module.Unique("idx"), IndexVarKind.Loop, limit is null ? long.MinValue : 0, max);
        _symbols.Add(symbol.Name, new LoopSymbol(symbol, value.Id, limit));
        return symbol;
    }

    public LoopValue Constant(ElementType type, double value) => Add(Constants.Of(type, value));

    /// <summary>An index expression as a value of type i32 or i64.</summary>
    public LoopValue Index(IndexExpr value, ElementType type = ElementType.I64) => Add(new LoopIndex(type, value));

    public LoopValue Unary(UnaryKind kind, LoopValue operand)
    {
        var test = kind is UnaryKind.IsNan or UnaryKind.IsNegativeInfinity or UnaryKind.IsPositiveInfinity;
        return Add(new VectorUnary(test ? ElementType.Bool : operand.Type, kind, operand.Id));
    }

    public LoopValue Binary(BinaryKind kind, LoopValue left, LoopValue right)
    {
        if (left.Type != right.Type)
            throw new ArgumentException($"{kind} of {left.Type.Name()} and {right.Type.Name()}: cast one of them");
        return Add(new VectorBinary(kind >= BinaryKind.Equal ? ElementType.Bool : left.Type, kind, left.Id, right.Id));
    }

    public LoopValue Select(LoopValue condition, LoopValue then, LoopValue otherwise)
    {
        if (then.Type != otherwise.Type || condition.Type != ElementType.Bool)
            throw new ArgumentException($"select of {condition.Type.Name()}, {then.Type.Name()}, {otherwise.Type.Name()}");
        return Add(new VectorSelect(then.Type, condition.Id, then.Id, otherwise.Id));
    }

    public LoopValue Cast(ElementType type, LoopValue value) => value.Type == type ? value : Add(new VectorCast(type, value.Id));

    /// <summary>Combines over the stage's inner axes; the result is for <see cref="Value"/> in a later stage.</summary>
    public LoopValue Reduce(ReduceKind kind, LoopValue value) => Add(new LoopReduce(value.Type, kind, value.Id));

    /// <summary>Keeps a value of a stage without inner axes for later stages.</summary>
    public LoopValue Keep(LoopValue value) => Add(new LoopKeep(value.Type, value.Id));

    /// <summary>A result of an earlier stage's <see cref="Reduce"/> or <see cref="Keep"/>.</summary>
    public LoopValue Value(LoopValue earlier)
    {
        if (earlier.Stage.Number >= Number) throw new ArgumentException("a stage's value can be used in later stages only");
        return Add(new LoopStageValue(earlier.Type, earlier.Stage.Number, earlier.Id));
    }

    /// <summary>Writes (or adds) a value to an element; it is cast to the tensor's type.</summary>
    public void Store(TensorView view, IReadOnlyList<IndexExpr> index, LoopValue value, bool accumulate = false)
    {
        if (index.Count != view.Rank)
            throw new ArgumentException($"'{view.Tensor.Name}' has {view.Rank} axes but is written with {index.Count} indices");
        var offset = view.Offset(index);
        Add(new LoopStore(view.Type, view.Tensor, offset, SymbolsOf(offset), Cast(view.Type, value).Id, accumulate));
    }

    internal LoopStage Build() => new(Inner, [.. _ops]);

    private ImmutableArray<LoopSymbol> SymbolsOf(IndexExpr offset) =>
        [.. offset.Variables().Where(v => _symbols.ContainsKey(v.Name)).Select(v => _symbols[v.Name])];

    private LoopValue Add(VectorOp op)
    {
        _ops.Add(op);
        return new LoopValue(this, _ops.Count - 1, op.Type);
    }
}
