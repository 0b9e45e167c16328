using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>
/// Pooling over windows of N x C x spatial axes. The window is walked tap by tap, each a strided load bounded by the input.
/// </summary>
public static class PoolKernels
{
    /// <summary>Maximum of each window's elements; with <paramref name="indices"/> also the first one's flat position in the input (i64).</summary>
    public static void Max(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, PoolSpec spec, TensorView? indices = null)
    {
        var window = new Window(module, context, "max-pool", output, input, spec);
        var stage = window.Stage();
        var max = stage.Reduce(ReduceKind.Max, window.Tap(stage, double.NegativeInfinity));
        if (indices is not null)
        {
            var second = window.Stage();
            var position = second.Index(TensorView.RowMajor(input.Shape, window.Source));
            var equal = window.Tap(second, double.NegativeInfinity).Binary(BinaryKind.Equal, second.Value(max));
            var first = second.Reduce(ReduceKind.Min,
                second.Select(equal.Binary(BinaryKind.And, window.Inside(second)), position,
                    second.Constant(ElementType.I64, double.PositiveInfinity)));
            window.Store(indices, s => s.Value(first));
        }

        window.Store(output, s => s.Value(max));
        window.Emit();
    }

    /// <summary>Mean of each window's elements (computed in f32 for 16-bit floats).</summary>
    public static void Average(ModuleBuilder module, CompileContext context, TensorView output, TensorView input, PoolSpec spec)
    {
        var window = new Window(module, context, "average-pool", output, input, spec);
        var stage = window.Stage();
        var sum = stage.Reduce(ReduceKind.Sum, RowKernel.Real(window.Tap(stage, 0)));
        window.Store(output, s =>
        {
            var total = s.Value(sum);
            return total / s.Index(window.Count(spec)).Cast(total.Type);
        });
        window.Emit();
    }

    /// <summary>Lp norm of each window.</summary>
    public static void Lp(ModuleBuilder module, CompileContext context, TensorView output, TensorView input, PoolSpec spec, int order)
    {
        var window = new Window(module, context, "lp-pool", output, input, spec);
        var stage = window.Stage();
        var x = RowKernel.Real(window.Tap(stage, 0)).Unary(UnaryKind.Abs);
        var sum = stage.Reduce(ReduceKind.Sum, order == 1 ? x : order == 2 ? x * x : x.Binary(BinaryKind.Pow, order));
        window.Store(output, s => order == 1 ? s.Value(sum)
            : order == 2 ? s.Value(sum).Unary(UnaryKind.Sqrt) : s.Value(sum).Binary(BinaryKind.Pow, 1.0 / order));
        window.Emit();
    }

    private sealed class Window
    {
        private readonly LoopKernelBuilder _kernel;
        private readonly TensorView _input;
        private readonly ImmutableArray<IndexExpr> _out;
        private readonly ImmutableArray<IndexVar> _taps;

        public Window(ModuleBuilder module, CompileContext context, string name, TensorView output, TensorView input, PoolSpec spec)
        {
            (_kernel, _input) = (new LoopKernelBuilder(module, context, name), input);
            _out = _kernel.ParallelAll(output.Shape);
            _taps = [.. spec.Kernel.Select(k => _kernel.Inner(k))];
            Source = [_out[0], _out[1], .. _taps.Select((tap, k) =>
                _out[k + 2] * spec.Strides[k] + (IndexExpr)tap * spec.Dilations[k] - spec.PadsBefore[k])];
        }

        public ImmutableArray<IndexExpr> Source { get; }

        private IEnumerable<LoopGuard> Guards => Enumerable.Range(2, _taps.Length).Select(k => new LoopGuard(Source[k], _input.Shape[k]));

        public LoopStageBuilder Stage() => _kernel.Stage(_taps);

        public LoopValue Tap(LoopStageBuilder stage, double fill) => stage.LoadGuarded(_input, Source, Guards, fill);

        public LoopValue Inside(LoopStageBuilder stage)
        {
            var inside = stage.Constant(ElementType.Bool, 1);
            foreach (var guard in Guards)
            {
                var value = stage.Index(guard.Value);
                inside = inside.Binary(BinaryKind.And, value.Binary(BinaryKind.GreaterOrEqual, 0))
                    .Binary(BinaryKind.And, value.Binary(BinaryKind.Less, stage.Index(guard.Extent)));
            }

            return inside;
        }

        // Elements of the window that count: inside the input, or inside the padded input.
        public IndexExpr Count(PoolSpec spec)
        {
            var count = IndexExpr.One;
            for (var k = 0; k < _taps.Length; k++)
            {
                var extent = _input.Shape[k + 2];
                var start = _out[k + 2] * spec.Strides[k] - spec.PadsBefore[k];
                var low = spec.CountIncludePad ? IndexExpr.Of(-spec.PadsBefore[k]) : IndexExpr.Zero;
                var high = spec.CountIncludePad ? extent + spec.PadsAfter[k] : extent;
                var (d, taps) = (spec.Dilations[k], spec.Kernel[k]);
                var first = IndexExpr.Max(0, IndexExpr.CeilDiv(low - start, d));
                var end = IndexExpr.Min(taps, IndexExpr.CeilDiv(high - start, d));
                count *= end - first;
            }

            return count;
        }

        public void Store(TensorView output, Func<LoopStageBuilder, LoopValue> value)
        {
            var stage = _kernel.Stage();
            stage.Store(output, _out, value(stage));
        }

        public void Emit() => _kernel.Emit();
    }
}
