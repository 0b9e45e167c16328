using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using TensorDecl = ActorSim.Frontend.Compiler.Ir.TensorDecl;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>An operand of a quantized product: its values as i8, unsigned ones less 128, and its zero point, less as much.</summary>
/// <param name="Values">The values; not shifted yet if they are unsigned and get a border first.</param>
/// <param name="Zero">The zero point as it is given; null: it is 0 before the shift.</param>
/// <param name="Shift">Taken off values and zero point: 128 or 0.</param>
internal sealed record QuantizedOperand(TensorDecl Values, TensorView? Zero, int Shift)
{
    /// <summary>The zero point is 0 after the shift, too.</summary>
    public bool IsCentered => Zero is null && Shift == 0;

    public static QuantizedOperand Of(GraphNode node, LoweringContext lowering, int input, int zeroInput, TensorView? zero, bool shift = true)
    {
        var tensor = lowering.Required(node, input);
        var off = tensor.Type == ElementType.U8 ? 128 : 0;
        if (off == 0) return new QuantizedOperand(tensor, IsZero(node, lowering, zeroInput) ? null : zero, 0);
        if (!shift) return new QuantizedOperand(tensor, zero, off);
        var values = lowering.Scratch(node, ElementType.I8, tensor.Shape);
        Pointwise.Emit(node, lowering, [tensor], values, (_, x) => Less(x[0], off).Cast(ElementType.I8));
        return new QuantizedOperand(values, zero, off);
    }

    /// <summary>An image as i8 with the zero point around it, as wide as the window's pads; without pads and shift the image itself.</summary>
    public TensorDecl Bordered(GraphNode node, LoweringContext lowering, WindowAttributes window)
    {
        var isPlain = window.Low.All(p => p == 0) && window.High.All(p => p == 0);
        if (isPlain && Shift == 0) return Values;
        IndexExpr[] shape = [Values.Shape[0], Values.Shape[1], .. Values.Shape.Skip(2).Select((e, a) => e + (window.Low[a] + window.High[a]))];
        var bordered = lowering.Scratch(node, ElementType.I8, shape);
        var kernel = lowering.Kernel(node.Name + ".border");
        var index = kernel.ParallelAll(bordered.Shape);
        var stage = kernel.Stage();
        IndexExpr[] source = [index[0], index[1], .. index.Skip(2).Select((i, a) => i - window.Low[a])];
        var guards = isPlain ? [] : source.Skip(2).Select((s, a) => new LoopGuard(s, Values.Shape[2 + a])).ToArray();
        var value = Less(stage.LoadGuarded(Values, source, guards, 0), Shift);
        if (!isPlain && Zero is { } zero) value = stage.Select(Inside(stage, guards), value, ZeroOf(stage.Load(zero.Expand(bordered.Shape), index)));
        stage.Store(bordered, index, value.Cast(ElementType.I8));
        kernel.Emit();
        return bordered;
    }

    /// <summary>The zero point as it counts after the shift, in i32.</summary>
    public LoopValue ZeroOf(LoopValue zero) => Less(zero, Shift);

    /// <summary>The zero point after the shift where none is given.</summary>
    public LoopValue ShiftedZero(LoopStageBuilder stage) => stage.Constant(ElementType.I32, -Shift);

    private static LoopValue Inside(LoopStageBuilder stage, LoopGuard[] guards)
    {
        LoopValue? inside = null;
        foreach (var guard in guards)
        {
            var position = stage.Index(guard.Value);
            var holds = position.Binary(Ir.Vector.BinaryKind.GreaterOrEqual, 0)
                .Binary(Ir.Vector.BinaryKind.And, position.Binary(Ir.Vector.BinaryKind.Less, stage.Index(guard.Extent)));
            inside = inside is { } before ? before.Binary(Ir.Vector.BinaryKind.And, holds) : holds;
        }

        return inside ?? stage.Constant(ElementType.Bool, 1);
    }

    private static LoopValue Less(LoopValue value, int shift) => shift == 0 ? value.Cast(ElementType.I32) : value.Cast(ElementType.I32) - shift;

    // Known to be 0 everywhere, as the zero points of weights are.
    private static bool IsZero(GraphNode node, LoweringContext lowering, int input) => node.Input(input) is { } name
        && lowering.ConstantOf(name) is { Content.IsStored: true } known && known.ToInt64s().All(v => v == 0);
}
