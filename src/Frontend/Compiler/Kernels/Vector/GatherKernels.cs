using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>
/// Kernels whose addresses are data. Indices are i32 or i64; unless wrapped, negative ones are outside. Wrapped ones count from the end,
/// which costs a step that computes them.
/// </summary>
public static class GatherKernels
{
    /// <summary>output[before, i..., behind] = data[before, indices[i...], behind], the indices replacing one axis.</summary>
    public static void Gather(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView data, TensorView indices, int axis, bool wrap = false)
    {
        axis = Shapes.Axis(axis, data.Rank);
        var kernel = new LoopKernelBuilder(module, context, "gather");
        var point = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var index = stage.Load(indices, [.. point.Skip(axis).Take(indices.Rank)]);
        var symbol = Symbol(stage, index, data.Shape[axis], wrap);
        stage.Store(output, point, stage.Load(data, [.. point.Take(axis), symbol, .. point.Skip(axis + indices.Rank)]));
        kernel.Emit();
    }

    /// <summary>output[p] = data[p with p[axis] = indices[p]].</summary>
    public static void GatherElements(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView data, TensorView indices, int axis, bool wrap = false)
    {
        axis = Shapes.Axis(axis, data.Rank);
        var kernel = new LoopKernelBuilder(module, context, "gather-elements");
        var point = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var symbol = Symbol(stage, stage.Load(indices, point), data.Shape[axis], wrap);
        stage.Store(output, point, stage.Load(data, [.. point.Take(axis), symbol, .. point.Skip(axis + 1)]));
        kernel.Emit();
    }

    /// <summary>
    /// output[i..., rest] = data[b..., indices[i..., 0], indices[i..., 1], ..., rest]: the last axis of the indices (a constant extent)
    /// holds index tuples; b are the first <paramref name="batchAxes"/> of i.
    /// </summary>
    public static void GatherNd(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView data, TensorView indices, int batchAxes = 0,
        bool wrap = false)
    {
        var kernel = new LoopKernelBuilder(module, context, "gather-nd");
        var point = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        ImmutableArray<IndexExpr> lead = [.. point.Take(indices.Rank - 1)];
        var tuple = Tuple(stage, indices, lead, data, batchAxes, wrap);
        var rest = point.Skip(lead.Length);
        stage.Store(output, point, stage.Load(data, [.. point.Take(batchAxes), .. tuple, .. rest]));
        kernel.Emit();
    }

    /// <summary>
    /// data[before, indices[i...], behind] = (or, accumulating, +=) updates[before, i..., behind], in place. Without accumulation an index
    /// that occurs twice leaves one of its updates.
    /// </summary>
    public static void Scatter(
        ModuleBuilder module, CompileContext context, TensorView data, TensorView indices, TensorView updates, int axis, bool accumulate,
        bool wrap = false)
    {
        axis = Shapes.Axis(axis, data.Rank);
        var kernel = new LoopKernelBuilder(module, context, accumulate ? "scatter-add" : "scatter");
        var point = kernel.ParallelAll(updates.Shape);
        var stage = kernel.Stage();
        var index = stage.Load(indices, [.. point.Skip(axis).Take(indices.Rank)]);
        var symbol = Symbol(stage, index, data.Shape[axis], wrap);
        stage.Store(data, [.. point.Take(axis), symbol, .. point.Skip(axis + indices.Rank)], stage.Load(updates, point), accumulate);
        kernel.Emit();
    }

    /// <summary>data[p with p[axis] = indices[p]] = (or +=) updates[p], in place.</summary>
    public static void ScatterElements(
        ModuleBuilder module, CompileContext context, TensorView data, TensorView indices, TensorView updates, int axis, bool accumulate,
        bool wrap = false)
    {
        axis = Shapes.Axis(axis, data.Rank);
        var kernel = new LoopKernelBuilder(module, context, "scatter-elements");
        var point = kernel.ParallelAll(updates.Shape);
        var stage = kernel.Stage();
        var symbol = Symbol(stage, stage.Load(indices, point), data.Shape[axis], wrap);
        stage.Store(data, [.. point.Take(axis), symbol, .. point.Skip(axis + 1)], stage.Load(updates, point), accumulate);
        kernel.Emit();
    }

    /// <summary>data[indices[i..., 0], indices[i..., 1], ..., rest] = (or +=) updates[i..., rest], in place.</summary>
    public static void ScatterNd(
        ModuleBuilder module, CompileContext context, TensorView data, TensorView indices, TensorView updates, bool accumulate,
        bool wrap = false)
    {
        var kernel = new LoopKernelBuilder(module, context, "scatter-nd");
        var point = kernel.ParallelAll(updates.Shape);
        var stage = kernel.Stage();
        ImmutableArray<IndexExpr> lead = [.. point.Take(indices.Rank - 1)];
        var tuple = Tuple(stage, indices, lead, data, 0, wrap);
        stage.Store(data, [.. tuple, .. point.Skip(lead.Length)], stage.Load(updates, point), accumulate);
        kernel.Emit();
    }

    /// <summary>on where the position along <paramref name="axis"/> of the output is the index (wrapped), else off.</summary>
    public static void OneHot(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView indices, int axis, double on, double off)
    {
        axis = Shapes.Axis(axis, output.Rank);
        var kernel = new LoopKernelBuilder(module, context, "one-hot");
        var point = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var index = stage.Load(indices, [.. point.Where((_, k) => k != axis)]).Cast(ElementType.I64);
        var position = stage.Index(point[axis]);
        var depth = stage.Index(output.Shape[axis]);
        var hit = index.Binary(BinaryKind.Equal, position).Binary(BinaryKind.Or, (index + depth).Binary(BinaryKind.Equal, position));
        stage.Store(output, point, stage.Select(hit, stage.Constant(output.Type, on), stage.Constant(output.Type, off)));
        kernel.Emit();
    }

    private static ImmutableArray<IndexExpr> Tuple(
        LoopStageBuilder stage, TensorView indices, ImmutableArray<IndexExpr> lead, TensorView data, int batchAxes, bool wrap)
    {
        if (!indices.Shape[^1].TryConstant(out var count))
            throw new ArgumentException($"'{indices.Tensor.Name}': the length {indices.Shape[^1]} of an index tuple must be constant");
        return [.. Enumerable.Range(0, checked((int)count)).Select(k =>
            Symbol(stage, stage.Load(indices, [.. lead, k]), data.Shape[batchAxes + k], wrap))];
    }

    private static IndexExpr Symbol(LoopStageBuilder stage, LoopValue index, IndexExpr extent, bool wrap)
    {
        if (!wrap) return stage.Symbol(index, extent);
        var negative = index.Binary(BinaryKind.Less, 0);
        return stage.Symbol(stage.Select(negative, index + stage.Index(extent, index.Type), index), extent);
    }
}
