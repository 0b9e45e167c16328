using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>A scalar value inside a stage under construction. Operators need operands of one type and one stage.</summary>
public readonly record struct LoopValue(LoopStageBuilder Stage, int Id, ElementType Type)
{
    public static LoopValue operator +(LoopValue a, LoopValue b) => a.Stage.Binary(BinaryKind.Add, a, b);

    public static LoopValue operator -(LoopValue a, LoopValue b) => a.Stage.Binary(BinaryKind.Sub, a, b);

    public static LoopValue operator *(LoopValue a, LoopValue b) => a.Stage.Binary(BinaryKind.Mul, a, b);

    public static LoopValue operator /(LoopValue a, LoopValue b) => a.Stage.Binary(BinaryKind.Div, a, b);

    public static LoopValue operator +(LoopValue a, double b) => a + a.Stage.Constant(a.Type, b);

    public static LoopValue operator -(LoopValue a, double b) => a - a.Stage.Constant(a.Type, b);

    public static LoopValue operator *(LoopValue a, double b) => a * a.Stage.Constant(a.Type, b);

    public static LoopValue operator /(LoopValue a, double b) => a / a.Stage.Constant(a.Type, b);

    public static LoopValue operator -(LoopValue a) => a.Unary(UnaryKind.Neg);

    public LoopValue Unary(UnaryKind kind) => Stage.Unary(kind, this);

    public LoopValue Binary(BinaryKind kind, LoopValue other) => Stage.Binary(kind, this, other);

    public LoopValue Binary(BinaryKind kind, double other) => Stage.Binary(kind, this, Stage.Constant(Type, other));

    /// <summary>The same value if it has the type already.</summary>
    public LoopValue Cast(ElementType type) => Stage.Cast(type, this);
}
