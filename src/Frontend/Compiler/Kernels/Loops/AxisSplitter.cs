using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// Replaces an axis whose floor divisions and remainders are aligned with it by an axis for each digit, most significant first
/// (PyTorchSim's frontend, 2.2 and 2.3). Index expressions are rewritten; what their ranges prove to be 0 or a plain digit vanishes.
/// </summary>
internal static class AxisSplitter
{
    /// <summary>The chain of every axis that can be split.</summary>
    public static IReadOnlyDictionary<IndexVar, ImmutableArray<IndexExpr>> Plan(LoopKernel kernel)
    {
        var digits = kernel.AllOps().SelectMany(LoopOps.Indices).SelectMany(IndexDigit.In).ToList();
        var plan = new Dictionary<IndexVar, ImmutableArray<IndexExpr>>();
        foreach (var axis in kernel.AllAxes())
        {
            var boundaries = digits.Where(d => d.Argument.AsVariable == axis)
                .SelectMany(d => RadixChain.Boundaries(d, Extent(axis)));
            if (RadixChain.Of(boundaries, Extent(axis)) is { } chain) plan.Add(axis, chain);
        }

        return plan;
    }

    /// <summary>The kernel with every axis split that can be.</summary>
    public static LoopKernel Split(LoopKernel kernel, ModuleBuilder module)
    {
        var plan = Plan(kernel);
        if (plan.Count == 0) return kernel;
        var digits = new Dictionary<IndexVar, ImmutableArray<IndexVar>>();
        var values = new Dictionary<IndexVar, IndexExpr>();
        foreach (var axis in kernel.AllAxes())
            if (plan.TryGetValue(axis, out var chain))
                (digits[axis], values[axis]) = Digits(axis, chain, module);
        ImmutableArray<IndexVar> Axes(ImmutableArray<IndexVar> axes) =>
            [.. axes.SelectMany(a => digits.TryGetValue(a, out var parts) ? parts : [a])];
        return (kernel with
        {
            Axes = Axes(kernel.Axes),
            Stages = [.. kernel.Stages.Select(s => s with { Inner = Axes(s.Inner) })],
        }).MapIndices(e => Fold(e.Substitute(values)));
    }

    // Nested digits fold from the inside out; one more round sees what a round before has simplified.
    private static IndexExpr Fold(IndexExpr expression)
    {
        for (var round = 0; round < 8; round++)
        {
            var next = expression.Substitute(_ => null);
            if (next.Equals(expression)) return next;
            expression = next;
        }

        return expression;
    }

    private static (ImmutableArray<IndexVar> Digits, IndexExpr Value) Digits(
        IndexVar axis, ImmutableArray<IndexExpr> chain, ModuleBuilder module)
    {
        var digits = ImmutableArray.CreateBuilder<IndexVar>();
        var value = IndexExpr.Zero;
        for (var i = chain.Length - 2; i >= 0; i--)
        {
            var digit = IndexVar.Loop(module.Unique("z"), IndexExpr.FloorDiv(chain[i + 1], chain[i]));
            digits.Add(digit);
            value += chain[i] * digit;
        }

        return (digits.ToImmutable(), value);
    }

    private static IndexExpr Extent(IndexVar axis) =>
        axis.Extent ?? throw new ArgumentException($"axis '{axis}' has no extent");
}
