using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// The last resort for an index that no split and no copy makes affine: what is not affine in it is computed in a step of its own and
/// used as an index symbol, like the indices of a gather. Afterwards all indices, guards and index values are affine.
/// </summary>
internal sealed class ComputedOffsets
{
    private readonly ModuleBuilder _module;
    private readonly LoopStage _stage;
    private readonly List<VectorOp> _body = [];
    private readonly int[] _moved;

    private ComputedOffsets(LoopStage stage, ModuleBuilder module)
    {
        (_stage, _module) = (stage, module);
        _moved = new int[stage.Body.Length];
    }

    public static LoopKernel Linearize(LoopKernel kernel, ModuleBuilder module)
    {
        var done = kernel.AllOps().SelectMany(LoopOps.Indices).All(IsAffine);
        if (done) return kernel;
        var stages = kernel.Stages.Select(s => new ComputedOffsets(s, module)).ToList();
        var changed = stages.Select(s => s.Run()).ToList();
        VectorOp Follow(VectorOp op) => op is LoopStageValue v ? v with { Op = stages[v.Stage]._moved[v.Op] } : op;
        return kernel with { Stages = [.. changed.Select(s => s with { Body = [.. s.Body.Select(Follow)] })] };
    }

    private static bool IsAffine(IndexExpr index) => AffineForm.Of(index, v => v.Kind == IndexVarKind.Loop) is not null;

    private LoopStage Run()
    {
        for (var p = 0; p < _stage.Body.Length; p++)
        {
            var op = LoopOps.Remap(_stage.Body[p], k => _moved[k]);
            _moved[p] = op switch
            {
                LoopLoad load => Load(load),
                LoopStore store => Store(store),
                LoopIndex index when !IsAffine(index.Value) => Expand(index.Value, index.Type, []),
                _ => Add(op),
            };
        }

        return _stage with { Body = [.. _body] };
    }

    private int Store(LoopStore store)
    {
        var (offset, symbols) = Affine(store.Offset, store.Symbols);
        return Add(store with { Offset = offset, Symbols = symbols });
    }

    private int Load(LoopLoad load)
    {
        var computed = load.Guards.Where(g => !IsAffine(g.Value)).ToList();
        if (computed.Count == 0)
        {
            var (offset, symbols) = Affine(load.Offset, load.Symbols);
            return Add(load with { Offset = offset, Symbols = symbols });
        }

        // Where a computed guard does not hold, element 0 is read instead and the fill value taken.
        var inside = computed.Select(g => Holds(g, load.Symbols)).Aggregate((a, b) => Both(a, b));
        var zero = Add(VectorConstant.OfInteger(ElementType.I64, 0));
        var chosen = Add(new VectorSelect(ElementType.I64, inside, Expand(load.Offset, ElementType.I64, load.Symbols), zero));
        var symbol = Symbol();
        var value = Add(load with
        {
            Offset = symbol,
            Symbols = [new LoopSymbol(symbol, chosen, null)],
            Guards = [.. load.Guards.Where(g => !computed.Contains(g))],
        });
        return Add(new VectorSelect(load.Type, inside, value, Add(load.Fill)));
    }

    private int Holds(LoopGuard guard, ImmutableArray<LoopSymbol> symbols)
    {
        var value = Expand(guard.Value, ElementType.I64, symbols);
        var low = Add(new VectorBinary(ElementType.Bool, BinaryKind.GreaterOrEqual, value, Add(VectorConstant.OfInteger(ElementType.I64, 0))));
        var extent = Add(new LoopIndex(ElementType.I64, guard.Extent));
        return Both(low, Add(new VectorBinary(ElementType.Bool, BinaryKind.Less, value, extent)));
    }

    private int Both(int a, int b) => Add(new VectorBinary(ElementType.Bool, BinaryKind.And, a, b));

    // The affine part stays in the index; the rest becomes one symbol.
    private (IndexExpr Offset, ImmutableArray<LoopSymbol> Symbols) Affine(IndexExpr offset, ImmutableArray<LoopSymbol> symbols)
    {
        if (IsAffine(offset)) return (offset, symbols);
        IndexExpr affine = offset.Constant;
        var rest = IndexExpr.Zero;
        foreach (var term in offset.Terms)
        {
            var single = IndexExpr.Sum(0, [term]);
            if (IsAffine(single)) affine += single;
            else rest += single;
        }

        var symbol = Symbol();
        var value = Expand(rest, ElementType.I64, symbols);
        return (affine + symbol, [.. symbols.Where(s => affine.Variables().Contains(s.Var)), new LoopSymbol(symbol, value, null)]);
    }

    private IndexVar Symbol() => new(_module.Unique("idx"), IndexVarKind.Loop);

    private int Expand(IndexExpr expression, ElementType type, ImmutableArray<LoopSymbol> symbols)
    {
        bool IsSymbol(IndexVar v) => symbols.Any(s => s.Var == v);
        if (IsAffine(expression) && !expression.Variables().Any(IsSymbol)) return Add(new LoopIndex(type, expression));
        var sum = Add(new LoopIndex(type, expression.Constant));
        foreach (var term in expression.Terms)
        {
            var product = Add(new LoopIndex(type, term.Coefficient));
            foreach (var factor in term.Factors)
                product = Add(new VectorBinary(type, BinaryKind.Mul, product, Expand(factor, type, symbols)));
            sum = Add(new VectorBinary(type, BinaryKind.Add, sum, product));
        }

        return sum;
    }

    private int Expand(IndexFactor factor, ElementType type, ImmutableArray<LoopSymbol> symbols)
    {
        if (factor.Kind == IndexFactorKind.Variable)
        {
            var symbol = symbols.FirstOrDefault(s => s.Var == factor.Variable);
            if (symbol is null) return Add(new LoopIndex(type, factor.Variable));
            return _body[symbol.Value].Type == type ? symbol.Value : Add(new VectorCast(type, symbol.Value));
        }

        var (left, right) = (Expand(factor.Left, type, symbols), Expand(factor.Right, type, symbols));
        return Add(new VectorBinary(type, factor.Kind switch
        {
            IndexFactorKind.FloorDiv => BinaryKind.FloorDiv,
            IndexFactorKind.Mod => BinaryKind.Mod,
            IndexFactorKind.Min => BinaryKind.Min,
            _ => BinaryKind.Max,
        }, left, right));
    }

    private int Add(VectorOp op)
    {
        _body.Add(op);
        return _body.Count - 1;
    }
}
