using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>Kernels that move elements: what is a view (permute, reshape, slice, expand) is copied with ElementwiseKernels.Copy.</summary>
public static class LayoutKernels
{
    /// <summary>The inputs one behind the other along an axis.</summary>
    public static void Concat(ModuleBuilder module, CompileContext context, TensorView output, IReadOnlyList<TensorView> inputs, int axis)
    {
        axis = Shapes.Axis(axis, output.Rank);
        var start = IndexExpr.Zero;
        foreach (var input in inputs)
        {
            ElementwiseKernels.Copy(module, context, output.Slice(axis, start, input.Shape[axis]), input);
            start += input.Shape[axis];
        }
    }

    /// <summary>
    /// The input with <paramref name="before"/> elements before each axis (negative: cut off), up to the output's extents.
    /// </summary>
    public static void Pad(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, IReadOnlyList<long> before, PadMode mode,
        double value = 0)
    {
        var kernel = new LoopKernelBuilder(module, context, "pad");
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        IndexExpr[] source = [.. index.Select((i, k) => i - before[k])];
        if (mode == PadMode.Constant)
        {
            var guards = source.Select((s, k) => new LoopGuard(s, input.Shape[k]));
            stage.Store(output, index, stage.LoadGuarded(input, source, guards, value));
        }
        else
        {
            stage.Store(output, index, stage.Load(input, [.. source.Select((s, k) => Inside(s, input.Shape[k], mode))]));
        }

        kernel.Emit();
    }

    /// <summary>The input repeated along each axis: the output's extents are multiples of the input's.</summary>
    public static void Tile(ModuleBuilder module, CompileContext context, TensorView output, TensorView input)
    {
        var kernel = new LoopKernelBuilder(module, context, "tile");
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        stage.Store(output, index, stage.Load(input, [.. index.Select((i, k) => IndexExpr.Mod(i, input.Shape[k]))]));
        kernel.Emit();
    }

    /// <summary>N x C x H x W to N x C/b^2 x H b x W b; the block's position comes before the channel (DCR) or behind it (CRD).</summary>
    public static void DepthToSpace(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, long block, bool channelFirst = false)
    {
        var (n, c, h, w) = (input.Shape[0], IndexExpr.FloorDiv(input.Shape[1], block * block), input.Shape[2], input.Shape[3]);
        var blocks = channelFirst
            ? input.Reshape([n, c, block, block, h, w]).Permute([0, 1, 4, 2, 5, 3])
            : input.Reshape([n, block, block, c, h, w]).Permute([0, 3, 4, 1, 5, 2]);
        ElementwiseKernels.Copy(module, context, output.Reshape([n, c, h, block, w, block]), blocks);
    }

    /// <summary>N x C x H b x W b to N x C b^2 x H x W.</summary>
    public static void SpaceToDepth(ModuleBuilder module, CompileContext context, TensorView output, TensorView input, long block)
    {
        var (n, c) = (input.Shape[0], input.Shape[1]);
        var (h, w) = (IndexExpr.FloorDiv(input.Shape[2], block), IndexExpr.FloorDiv(input.Shape[3], block));
        var blocks = input.Reshape([n, c, h, block, w, block]).Permute([0, 3, 5, 1, 2, 4]);
        ElementwiseKernels.Copy(module, context, output.Reshape([n, block, block, c, h, w]), blocks);
    }

    /// <summary>The upper (or lower) triangle of the last two axes, 0 elsewhere; the diagonal is moved right by <paramref name="shift"/>.</summary>
    public static void Triangle(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, bool upper, long shift = 0)
    {
        var kernel = new LoopKernelBuilder(module, context, "triangle");
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var distance = stage.Index(index[^1] - index[^2]);
        var kept = distance.Binary(upper ? BinaryKind.GreaterOrEqual : BinaryKind.LessOrEqual, shift);
        stage.Store(output, index, stage.Select(kept, stage.Load(input, index), stage.Constant(input.Type, 0)));
        kernel.Emit();
    }

    /// <summary>start + i * step.</summary>
    public static void Range(ModuleBuilder module, CompileContext context, TensorView output, double start, double step)
    {
        var kernel = new LoopKernelBuilder(module, context, "range");
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var position = stage.Index(index[0]).Cast(output.Type.IsFloat() ? Widest(output.Type) : ElementType.I64);
        stage.Store(output, index, position * step + start);
        kernel.Emit();
    }

    /// <summary>Elements at source[axis] = floor((i + offset) * in / out) or similar: given as a function of the output's index.</summary>
    public static void Remap(
        ModuleBuilder module, CompileContext context, string name, TensorView output, TensorView input,
        Func<IReadOnlyList<IndexExpr>, IReadOnlyList<IndexExpr>> source)
    {
        var kernel = new LoopKernelBuilder(module, context, name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        stage.Store(output, index, stage.Load(input, source(index)));
        kernel.Emit();
    }

    private static ElementType Widest(ElementType type) => type == ElementType.F64 ? type : ElementType.F32;

    private static IndexExpr Inside(IndexExpr source, IndexExpr extent, PadMode mode)
    {
        if (mode == PadMode.Edge) return IndexExpr.Max(0, IndexExpr.Min(source, extent - 1));
        if (mode == PadMode.Wrap) return IndexExpr.Mod(source, extent);
        // A triangle wave of period 2 (extent - 1): reflections of reflections too.
        var period = IndexExpr.Max(1, (extent - 1) * 2);
        var phase = IndexExpr.Mod(source, period);
        return IndexExpr.Min(phase, period - phase);
    }
}
