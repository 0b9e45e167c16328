using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>Uniform access to the parts of scalar operations.</summary>
internal static class LoopOps
{
    /// <summary>Positions of the operands, index symbols' values included.</summary>
    public static IEnumerable<int> Operands(VectorOp op) => op switch
    {
        VectorUnary u => [u.Operand],
        VectorCast c => [c.Operand],
        VectorBinary b => [b.Left, b.Right],
        VectorSelect s => [s.Condition, s.Then, s.Otherwise],
        LoopReduce r => [r.Value],
        LoopKeep k => [k.Value],
        LoopStore s => s.Symbols.Select(x => x.Value).Prepend(s.Value),
        LoopLoad l => l.Symbols.Select(x => x.Value),
        _ => [],
    };

    /// <summary>The operation with other operands.</summary>
    public static VectorOp Remap(VectorOp op, Func<int, int> map) => op switch
    {
        VectorUnary u => u with { Operand = map(u.Operand) },
        VectorCast c => c with { Operand = map(c.Operand) },
        VectorBinary b => b with { Left = map(b.Left), Right = map(b.Right) },
        VectorSelect s => s with { Condition = map(s.Condition), Then = map(s.Then), Otherwise = map(s.Otherwise) },
        LoopReduce r => r with { Value = map(r.Value) },
        LoopKeep k => k with { Value = map(k.Value) },
        LoopStore s => s with { Value = map(s.Value), Symbols = Remap(s.Symbols, map) },
        LoopLoad l => l with { Symbols = Remap(l.Symbols, map) },
        _ => op,
    };

    /// <summary>The operation with its index expressions changed.</summary>
    public static VectorOp Reindex(VectorOp op, Func<IndexExpr, IndexExpr> change) => op switch
    {
        LoopLoad l => l with { Offset = change(l.Offset), Guards = [.. l.Guards.Select(g => g with { Value = change(g.Value) })] },
        LoopStore s => s with { Offset = change(s.Offset) },
        LoopIndex i => i with { Value = change(i.Value) },
        _ => op,
    };

    /// <summary>All index expressions of the operation.</summary>
    public static IEnumerable<IndexExpr> Indices(VectorOp op) => op switch
    {
        LoopLoad l => l.Guards.Select(g => g.Value).Prepend(l.Offset),
        LoopStore s => [s.Offset],
        LoopIndex i => [i.Value],
        _ => [],
    };

    public static LoopKernel MapIndices(this LoopKernel kernel, Func<IndexExpr, IndexExpr> change) => kernel with
    {
        Stages = [.. kernel.Stages.Select(s => s with { Body = [.. s.Body.Select(op => Reindex(op, change))] })],
    };

    public static IEnumerable<VectorOp> AllOps(this LoopKernel kernel) => kernel.Stages.SelectMany(s => s.Body);

    private static ImmutableArray<LoopSymbol> Remap(ImmutableArray<LoopSymbol> symbols, Func<int, int> map) =>
        [.. symbols.Select(s => s with { Value = map(s.Value) })];
}
