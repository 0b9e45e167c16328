using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Loops of a pooling: parallel over the outputs, inner over the taps of the window.</summary>
internal sealed class WindowLoops
{
    private readonly WindowAttributes _window;

    public WindowLoops(GraphNode node, LoweringContext lowering)
    {
        Input = lowering.Required(node, 0);
        var output = lowering.Extents(lowering.ShapeOf(node.Outputs[0]));
        var shape = node.Numbers("kernel_shape") ?? throw new ArgumentException("kernel_shape is missing");
        _window = WindowAttributes.Of(node, shape, [.. Input.Shape.Skip(2)], [.. output.Skip(2)]);
        Kernel = lowering.Kernel(node.Name);
        Index = [.. Kernel.ParallelAll(output)];
        Taps = [.. shape.Select(k => Kernel.Inner(k))];
        Source = [.. Index.Select((o, axis) => axis < 2 ? o
            : o * _window.Strides[axis - 2] - _window.Low[axis - 2] + (IndexExpr)Taps[axis - 2] * _window.Dilations[axis - 2])];
        Guards = [.. Enumerable.Range(2, Input.Rank - 2).Select(axis => new LoopGuard(Source[axis], Input.Shape[axis]))];
    }

    public TensorView Input { get; }

    public LoopKernelBuilder Kernel { get; }

    /// <summary>Of an output element.</summary>
    public IndexExpr[] Index { get; }

    /// <summary>Of an input element, by output and tap.</summary>
    public IndexExpr[] Source { get; }

    public IndexVar[] Taps { get; }

    /// <summary>Where the input element exists.</summary>
    public LoopGuard[] Guards { get; }

    /// <summary>Taps of a window that count: those inside the input, or inside the padded input.</summary>
    public IndexExpr Count(bool withPads)
    {
        var count = IndexExpr.One;
        for (var a = 0; a < Taps.Length; a++)
        {
            var (extent, dilation) = (Input.Shape[2 + a], _window.Dilations[a]);
            var start = Index[2 + a] * _window.Strides[a] - _window.Low[a];
            var (from, to) = withPads ? (-_window.Low[a], extent + _window.High[a]) : (IndexExpr.Zero, extent);
            var first = IndexExpr.CeilDiv(IndexExpr.Max(from - start, 0), dilation);
            var behind = IndexExpr.Min(IndexExpr.CeilDiv(to - start, dilation), _window.Kernel[a]);
            count *= behind - first;
        }

        return count;
    }
}
